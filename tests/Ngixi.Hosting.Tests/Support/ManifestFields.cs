using System.Text;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>The fields that a manifest may have, as its reader asks for them.</summary>
internal static class ManifestFields
{
    /// <summary>Lists the fields that hold values, and not others, by their paths.</summary>
    public static IEnumerable<(string Path, ManifestField Field)> Leaves(ManifestShape shape, string path = "") =>
        shape.Fields.SelectMany(field => (field.Kind, field.Shape) switch
        {
            (FieldKind.Object or FieldKind.Objects, { } inner) => Leaves(inner, $"{path}{field.Name}."),
            _ => [($"{path}{field.Name}", field)],
        });

    /// <summary>Lists the fields of a capability's grant.</summary>
    public static IEnumerable<(string Path, ManifestField Field)> Of(Capability capability, GuestEngineOptions options) =>
        Leaves(ManifestReader.Describe(options).Find("grants")!.Shape!.Find(capability.Name)!.Shape!);

    /// <summary>Makes a reader of a grant.</summary>
    public static (GrantReader Reader, FindingList Findings) ReaderOf(string json, GuestEngineOptions options)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        FindingList findings = new("m.json", utf8);
        ManifestObject node = ManifestParser.Parse(utf8, findings)!;
        return (new GrantReader(new ManifestScope(findings, options, "/srv"), "grant", node, 0, new ManifestShape()), findings);
    }
}
