namespace Ngixi.Bindgen.Build;

/// <summary>Reads the stubs out of a compiled assembly, without loading it.</summary>
internal static class GuestStubReader
{
    private const int FormatVersion = 1;

    /// <exception cref="StubException">The assembly does not say what stubs it has.</exception>
    public static IReadOnlyList<GuestStub> Read(string assemblyPath)
    {
        List<GuestStub> stubs = [];
        int? stated = null;
        AssemblyAttributes.Read(assemblyPath, (name, arguments) =>
        {
            switch (name)
            {
                case "GuestStubAttribute":
                    stubs.Add(new GuestStub(arguments.ReadSerializedString() ?? "", arguments.ReadSerializedString() ?? ""));
                    break;
                case "GuestStubManifestAttribute":
                    int version = arguments.ReadInt32();
                    if (version != FormatVersion)
                    {
                        throw new StubException("NGXB0003", $"'{assemblyPath}' has stubs of format {version}, and this build knows {FormatVersion}. Use the same version of the package Ngixi.Bindgen for both.");
                    }

                    stated = arguments.ReadInt32();
                    break;
            }
        });

        if (stated is null)
        {
            throw new StubException(
                "NGXB0003",
                $"'{assemblyPath}' does not say what stubs it has, so the generator of Ngixi.Bindgen did not run; nothing was written or deleted. "
                + "Look for CS9057, CS8032 or CS8785 among the warnings.");
        }

        return stated == stubs.Count
            ? stubs
            : throw new StubException("NGXB0003", $"'{assemblyPath}' says that it has {stated} stubs, and has {stubs.Count}; nothing was written or deleted. Rebuild the project.");
    }
}
