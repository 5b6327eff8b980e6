using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Hosting.Recording;

/// <summary>A function of a contract that a module has.</summary>
/// <param name="Shape">The contract.</param>
/// <param name="Function">The function.</param>
internal sealed record KnownFunction(ContractShape Shape, ContractFunction Function)
{
    /// <summary>Gets the method as C# has it, such as <c>IKeyValue.Get</c>.</summary>
    public string Method => UntrustedText.Escape(IsOfResource ? Function.Signature.Name : $"{Interface}.{Function.Signature.Name}");

    /// <summary>Gets whether its first argument is the handle of an object.</summary>
    public bool IsOfResource => Function.Signature.Name.Contains('.', StringComparison.Ordinal);

    /// <summary>Gets whether its result is a pointer in WebAssembly, and not a number.</summary>
    public bool HasPointerResult =>
        Function.Signature.Result is { } result
        && ParameterSlots.Of(Shape, new ContractField(result, ""), 0) is { IsPointer: true } or { IsSequence: true };

    private string Interface => Shape.Name[(Shape.Name.LastIndexOf('/') + 1)..];
}
