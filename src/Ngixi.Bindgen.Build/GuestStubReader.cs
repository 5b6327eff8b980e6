using System.Reflection.Metadata;

namespace Ngixi.Bindgen.Build;

/// <summary>Reads the stubs out of a compiled assembly, without loading it.</summary>
internal static class GuestStubReader
{
    private const int FormatVersion = 3;

    /// <returns>The stubs; none of an assembly that the generator had nothing to do with.</returns>
    /// <exception cref="StubException">The assembly was made by another version of the package, or contradicts itself.</exception>
    public static CarriedStubs Read(string assemblyPath) => Find(assemblyPath) ?? new CarriedStubs(NameOf(assemblyPath), [], []);

    /// <param name="assemblyPath">The assembly of the project that is built.</param>
    /// <param name="projectLanguage">The language of the project, as MSBuild names it.</param>
    /// <returns>The stubs; none of an assembly that the generator had nothing to do with.</returns>
    /// <exception cref="StubException">The assembly has contracts, and not its stubs.</exception>
    public static CarriedStubs ReadOwn(string assemblyPath, string projectLanguage)
    {
        if (Find(assemblyPath) is { } stubs)
        {
            return stubs;
        }

        GeneratorCheck.RequireNoContracts(assemblyPath, projectLanguage);
        return new CarriedStubs(NameOf(assemblyPath), [], []);
    }

    private static string NameOf(string assemblyPath) => Path.GetFileNameWithoutExtension(assemblyPath);

    private static CarriedStubs? Find(string assemblyPath)
    {
        List<string[]> stubs = [];
        string[] languages = [];
        int? stated = null;
        AssemblyAttributes.Read(assemblyPath, (name, arguments) =>
        {
            switch (name)
            {
                case "GuestStubAttribute":
                    stubs.Add([.. Strings(arguments)]);
                    break;
                case "GuestStubManifestAttribute":
                    int version = arguments.ReadInt32();
                    if (version != FormatVersion)
                    {
                        throw new StubException(
                            "NGXB0003",
                            $"'{assemblyPath}' has stubs of format {version}, and this build knows {FormatVersion}. "
                            + "Use the same version of the package Ngixi.Bindgen for both.");
                    }

                    stated = arguments.ReadInt32();
                    languages = (arguments.ReadSerializedString() ?? "").Split(';');
                    break;
            }
        });

        if (stated is null)
        {
            return null;
        }

        return stated == stubs.Count
            ? new CarriedStubs(
                NameOf(assemblyPath),
                [.. stubs.Select(stub => new GuestStub(stub[0], stub[1], stub[2], stub[3], stub[4], stub[5], stub[6]))],
                languages)
            : throw new StubException(
                "NGXB0003",
                $"'{assemblyPath}' says that it has {stated} stubs, and has {stubs.Count}; nothing was written or deleted. "
                + "Rebuild the project.");
    }

    /// <summary>The arguments of an attribute that has strings alone: another version of the package has another number of them.</summary>
    private static IEnumerable<string> Strings(BlobReader arguments)
    {
        while (arguments.RemainingBytes > sizeof(ushort))
        {
            yield return arguments.ReadSerializedString() ?? "";
        }
    }
}
