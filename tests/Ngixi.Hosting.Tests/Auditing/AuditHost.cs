using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Hosting.Tests.Auditing;

/// <summary>An audit whose lines are kept, and that fails while it is told to.</summary>
internal sealed class AuditHost
{
    private readonly List<string> lines = [];

    /// <summary>Gets or sets why no line can be written; null while they can be.</summary>
    public string? Problem { get; set; }

    public List<string> Anchors { get; } = [];

    /// <summary>Gets the names of the lines.</summary>
    public string[] Events => [.. Entries().Select(entry => entry.GetProperty("event").GetString()!)];

    /// <summary>Makes an audit; its anchors are kept, too. By default no time passes.</summary>
    public GuestAudit Open(AuditOptions? options = null) => GuestAudit.To(
        line =>
        {
            if (Problem is not null)
            {
                throw new IOException(Problem);
            }

            lock (lines)
            {
                lines.Add(line);
            }
        },
        (options ?? new AuditOptions { Time = new FakeTimeProvider() }) with { Anchored = Anchors.Add });

    /// <summary>Gets the lines, or those of one name.</summary>
    public JsonElement[] Entries(string? named = null)
    {
        lock (lines)
        {
            return [.. lines
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(entry => named is null || entry.GetProperty("event").GetString() == named)];
        }
    }

    /// <summary>Gets the only line of a name.</summary>
    public JsonElement Entry(string named) => Assert.Single(Entries(named));

    /// <summary>Gets the lines as a file has them.</summary>
    public byte[] ToFile()
    {
        lock (lines)
        {
            return [.. lines.SelectMany(line => System.Text.Encoding.UTF8.GetBytes(line + "\n"))];
        }
    }

    /// <summary>Gets the anchors as a file has them.</summary>
    public byte[] AnchorsToFile() => System.Text.Encoding.UTF8.GetBytes(string.Concat(Anchors.Select(anchor => anchor + "\n")));
}
