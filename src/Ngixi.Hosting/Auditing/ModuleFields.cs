using System.Text.Json;

namespace Ngixi.Hosting.Auditing;

/// <summary>Writes what a manifest makes of a module.</summary>
internal static class ModuleFields
{
    private const int MaxGrants = 100;

    /// <summary>Writes which module and which manifest it is.</summary>
    public static void Write(Utf8JsonWriter json, GuestManifest manifest, string sha256)
    {
        json.Text("module", manifest.Name);
        json.WriteString("moduleSha256", sha256);

        // None of one that a program made, or changed after it was read.
        json.WriteString("manifestSha256", ManifestHashes.Sha256Of(manifest));
    }

    /// <summary>Writes how much its guests may use, and what of.</summary>
    public static void WriteGrants(Utf8JsonWriter json, GuestManifest manifest)
    {
        ModuleLimits limits = manifest.Limits;
        json.WriteStartObject("limits");
        json.WriteNumber("memory", limits.Memory);
        json.WriteNumber("tableElements", limits.TableElements);
        json.WriteNumber("deadlineMilliseconds", limits.Deadline.TotalMilliseconds);
        json.WriteNumber("startDeadlineMilliseconds", limits.StartDeadline.TotalMilliseconds);
        if (limits.Fuel is { } fuel)
        {
            json.WriteNumber("fuel", fuel);
        }

        json.WriteNumber("hostCalls", limits.HostCalls);
        json.WriteNumber("bytes", limits.Bytes);
        json.WriteNumber("valueBytes", limits.ValueBytes);
        json.WriteNumber("valueItems", limits.ValueItems);
        json.WriteNumber("handles", limits.Handles);
        json.WriteEndObject();
        json.WriteString("features", manifest.Features.ToString());
        WriteReasons(json, "grants", manifest.Grants.Select(grant => (grant.Key, grant.Value.Why)));
        WriteReasons(json, "leftOut", manifest.LeftOut.Select(grant => (grant.Key, grant.Value)));
    }

    private static void WriteReasons(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Reason)> grants)
    {
        json.WriteStartObject(name);
        foreach ((string grant, string reason) in grants.OrderBy(grant => grant.Name, StringComparer.Ordinal).Take(MaxGrants))
        {
            json.Text(AuditEntry.Shown(grant), reason);
        }

        json.WriteEndObject();
    }
}
