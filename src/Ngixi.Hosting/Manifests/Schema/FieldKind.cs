namespace Ngixi.Hosting.Manifests.Schema;

/// <summary>What a field of a manifest holds.</summary>
internal enum FieldKind
{
    Text,
    Flag,
    Count,
    Size,
    Duration,
    Choice,
    Texts,
    Object,
    Objects,
    Map,
    Record,
}
