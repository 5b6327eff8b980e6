using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ngixi.Bindgen.Build;

/// <summary>Reads this library's attributes of a compiled assembly and its types, without loading it.</summary>
internal static class AssemblyAttributes
{
    private const string Namespace = "Ngixi.Bindgen";

    /// <summary>Calls <paramref name="visit"/> with the name of each attribute and its arguments.</summary>
    public static void Read(string assemblyPath, Action<string, BlobReader> visit)
    {
        using FileStream stream = Open(assemblyPath);
        using PEReader file = new(stream);
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<CustomAttributeHandle> ofTypes = metadata.TypeDefinitions.SelectMany(type =>
            metadata.GetTypeDefinition(type).GetCustomAttributes());
        foreach (CustomAttributeHandle handle in metadata.GetAssemblyDefinition().GetCustomAttributes().Concat(ofTypes))
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (NameOf(metadata, attribute) is { } name)
            {
                BlobReader arguments = metadata.GetBlobReader(attribute.Value);
                arguments.ReadUInt16();
                visit(name, arguments);
            }
        }
    }

    /// <summary>Lists the interfaces that guests are to import or export, by their full names.</summary>
    public static IReadOnlyList<string> Contracts(string assemblyPath)
    {
        using FileStream stream = Open(assemblyPath);
        using PEReader file = new(stream);
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(IsContract).Select(FullName)];

        bool IsContract(TypeDefinition type) =>
            type.GetCustomAttributes().Any(handle =>
                NameOf(metadata, metadata.GetCustomAttribute(handle)) is "WasmImportAttribute" or "WasmExportAttribute");

        string FullName(TypeDefinition type) => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}".TrimStart('.');
    }

    private static FileStream Open(string assemblyPath) =>
        new(assemblyPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

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
