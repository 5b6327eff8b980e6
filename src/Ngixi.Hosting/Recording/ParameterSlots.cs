using Ngixi.Bindgen.Contracts;

namespace Ngixi.Hosting.Recording;

/// <summary>Where the arguments of a parameter are among those of WebAssembly (docs/abi.md, Values).</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="First">Its first argument.</param>
/// <param name="IsSequence">Whether it is a pointer and a length.</param>
/// <param name="IsPointer">Whether it is a pointer alone.</param>
/// <param name="IsText">Whether it is a string.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="ElementBytes">The bytes of an element; null where the length counts what is laid out otherwise.</param>
internal sealed record ParameterSlots(
    string Name, int First, bool IsSequence, bool IsPointer, bool IsText, bool IsNullable, uint? ElementBytes)
{
    /// <summary>Gets the parameters of a function.</summary>
    /// <param name="known">The function.</param>
    /// <param name="count">How many arguments it has in WebAssembly.</param>
    /// <returns>The parameters, a handle and the pointer of the result with them; just numbered where they are not known.</returns>
    public static IReadOnlyList<ParameterSlots> Of(KnownFunction known, int count)
    {
        List<ParameterSlots> slots = [];
        int at = 0;
        if (known.IsOfResource)
        {
            slots.Add(Number("handle", at++));
        }

        foreach (ContractField parameter in known.Function.Signature.Parameters)
        {
            ParameterSlots next = Of(known.Shape, parameter, at);
            slots.Add(next);
            at += next.IsSequence ? 2 : 1;
        }

        if (at == count - 1 && known.Function.Signature.Result is not null)
        {
            slots.Add(new ParameterSlots("result", at++, false, IsPointer: true, false, false, null));
        }

        return at == count ? slots : [.. Enumerable.Range(0, count).Select(i => Number($"{i}", i))];
    }

    /// <summary>Gets one parameter.</summary>
    /// <param name="shape">The contract, which defines types.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="at">Its first argument.</param>
    public static ParameterSlots Of(ContractShape shape, ContractField parameter, int at)
    {
        ContractType type = parameter.Type.WithoutNull;
        bool isNullable = !ReferenceEquals(type, parameter.Type);
        string name = type is ContractType.Named named ? named.Name : "";
        bool isText = name is "string" or "Uri" or "Version";
        bool isSequence = isText || type is ContractType.List || name is "Span" or "IReadOnlyDictionary";
        uint? elementBytes = isText || type.Text is "byte[]" or "Span<byte>" ? 1 : null;
        bool isPointer = !isSequence && !IsNumber(shape, type, isNullable);
        return new ParameterSlots(parameter.Name, at, isSequence, isPointer, isText, isNullable, elementBytes);
    }

    private static ParameterSlots Number(string name, int at) => new(name, at, false, false, false, false, null);

    private static bool IsNumber(ContractShape shape, ContractType type, bool isNullable) =>
        type is ContractType.Named named && shape.KindOf(named) switch
        {
            ContractKind.BuiltIn => !isNullable && named.Name is not ("decimal" or "Int128" or "UInt128" or "Guid"),
            ContractKind.Enum => !isNullable,
            ContractKind.Resource => true,
            _ => false,
        };
}
