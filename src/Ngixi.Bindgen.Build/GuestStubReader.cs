using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ngixi.Bindgen.Build;

/// <summary>Reads the stubs out of a compiled assembly, without loading it.</summary>
internal static class GuestStubReader
{
    private const string Namespace = "Ngixi.Bindgen";
    private const int FormatVersion = 1;

    /// <exception cref="StubException">The assembly does not say what stubs it has.</exception>
    public static IReadOnlyList<GuestStub> Read(string assemblyPath)
    {
        using FileStream stream = new(assemblyPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using PEReader file = new(stream);
        MetadataReader metadata = file.GetMetadataReader();

        List<GuestStub> stubs = [];
        int? stated = null;
        foreach (CustomAttributeHandle handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            BlobReader arguments = metadata.GetBlobReader(attribute.Value);
            arguments.ReadUInt16();
            switch (NameOf(metadata, attribute))
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
        }

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

    private static string? NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        EntityHandle parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Namespace, Namespace) ? metadata.GetString(type.Name) : null;
    }
}
