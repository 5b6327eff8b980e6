using System.Text.Json;

namespace Ngixi.Hosting.Auditing;

/// <summary>An instance, as the lines of an audit name it.</summary>
/// <param name="Module">The name of its module.</param>
/// <param name="Sha256">The version of the module.</param>
/// <param name="Number">Its number among those of the engine.</param>
internal sealed record AuditedInstance(string Module, string Sha256, long Number)
{
    public void Write(Utf8JsonWriter json)
    {
        json.Text("module", Module);
        json.WriteString("moduleSha256", Sha256);
        json.WriteNumber("instance", Number);
    }
}
