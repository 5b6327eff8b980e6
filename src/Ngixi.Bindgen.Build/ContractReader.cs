using System.Reflection.Metadata;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.Build;

/// <summary>Reads what guests are built against out of a compiled assembly, without loading it.</summary>
internal static class ContractReader
{
    /// <exception cref="StubException">The generator did not run.</exception>
    public static IReadOnlyList<ContractShape> Read(string assemblyPath)
    {
        List<ContractShape> shapes = [];
        bool isGenerated = false;
        AssemblyAttributes.Read(assemblyPath, (name, arguments) =>
        {
            isGenerated |= name == "GuestStubManifestAttribute";
            if (name == "GuestContractAttribute")
            {
                shapes.Add(ContractShape.Parse(arguments.ReadSerializedString() ?? ""));
            }
        });
        return isGenerated
            ? shapes
            : throw new StubException("NGXB0003", $"'{assemblyPath}' does not say what contracts it has, so the generator of Ngixi.Bindgen did not run; nothing was written.");
    }
}
