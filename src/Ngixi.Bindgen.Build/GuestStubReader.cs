namespace Ngixi.Bindgen.Build;

/// <summary>Reads the stubs out of a compiled assembly, without loading it.</summary>
internal static class GuestStubReader
{
    private const int FormatVersion = 2;

    /// <returns>The stubs, or null of an assembly that the generator had nothing to do with.</returns>
    /// <exception cref="StubException">The assembly has contracts, and not its stubs.</exception>
    public static CarriedStubs? Read(string assemblyPath, string language)
    {
        List<GuestStub> stubs = [];
        string[] languages = [];
        int? stated = null;
        AssemblyAttributes.Read(assemblyPath, (name, arguments) =>
        {
            switch (name)
            {
                case "GuestStubAttribute":
                    stubs.Add(new GuestStub(arguments.ReadSerializedString() ?? "", arguments.ReadSerializedString() ?? "", arguments.ReadSerializedString() ?? ""));
                    break;
                case "GuestStubManifestAttribute":
                    int version = arguments.ReadInt32();
                    if (version != FormatVersion)
                    {
                        throw new StubException("NGXB0003", $"'{assemblyPath}' has stubs of format {version}, and this build knows {FormatVersion}. Use the same version of the package Ngixi.Bindgen for both.");
                    }

                    stated = arguments.ReadInt32();
                    languages = (arguments.ReadSerializedString() ?? "").Split(';');
                    break;
            }
        });

        if (stated is null)
        {
            GeneratorCheck.RequireNoContracts(assemblyPath, language);
            return null;
        }

        return stated == stubs.Count
            ? new CarriedStubs(stubs, languages)
            : throw new StubException("NGXB0003", $"'{assemblyPath}' says that it has {stated} stubs, and has {stubs.Count}; nothing was written or deleted. Rebuild the project.");
    }
}
