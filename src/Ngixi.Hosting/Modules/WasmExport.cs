using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;

namespace Ngixi.Hosting.Modules;

/// <summary>An export of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of a function; null for what this reader does not know.</param>
internal sealed record WasmExport(string Name, ImportKind Kind, string? Type)
{
    /// <summary>Gets what the guest says by it of the contract that it was built for; null where it says nothing.</summary>
    public ContractMarker? Marker => ContractMarker.ParseExport(Name);

    /// <summary>Gets whether it is one by which the guest says that.</summary>
    public bool IsMarker => Marker is not null;

    /// <summary>Gets the types of the parameters and results of a function; null where its type is not known.</summary>
    public (string[] Parameters, string[] Results)? Signature =>
        Type is null ? null : (SignatureText.Parameters(Type), SignatureText.Results(Type));

    /// <summary>Gets whether <see cref="GuestInstance.Invoke"/> calls it: a function of numbers, with one result at most.</summary>
    public bool CanBeInvoked =>
        Kind == ImportKind.Function && Type is not null && SignatureText.HasNumbersAlone(Type) && Signature!.Value.Results.Length <= 1;
}
