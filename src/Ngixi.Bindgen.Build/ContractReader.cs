using System.Reflection.Metadata;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.Build;

/// <summary>Reads what guests are built against out of a compiled assembly, without loading it.</summary>
internal static class ContractReader
{
    /// <exception cref="StubException">The generator did not run, and the assembly has contracts.</exception>
    public static IReadOnlyList<HostContract> Read(string assemblyPath, string language)
    {
        List<HostContract> contracts = [];
        bool isGenerated = false;
        AssemblyAttributes.Read(assemblyPath, (name, arguments) =>
        {
            isGenerated |= name == "GuestStubManifestAttribute";
            if (name == "GuestContractAttribute")
            {
                contracts.Add(HostContract.Parse(arguments.ReadSerializedString() ?? "", arguments.ReadSerializedString() ?? ""));
            }
        });
        if (!isGenerated)
        {
            GeneratorCheck.RequireNoContracts(assemblyPath, language);
        }

        return contracts;
    }
}
