using System.Text;

namespace Ngixi.Hosting.Auditing;

/// <summary>Hands lines to a function of the host's.</summary>
internal sealed class CallbackSink(Action<string> write) : AuditSink
{
    public override void Write(ReadOnlySpan<byte> line, long number, DateTimeOffset time) =>
        write(Encoding.UTF8.GetString(line[..^1]));
}
