using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>What a guest told of what it was told.</summary>
internal sealed class GuestLines : ILog
{
    private readonly List<string> lines = [];

    /// <summary>Takes what was told since the last time.</summary>
    public string[] Take()
    {
        string[] taken = [.. lines];
        lines.Clear();
        return taken;
    }

    public void Write(ReadOnlySpan<char> message) => lines.Add(message.ToString());

    public bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) => true;

    public void WriteEvent(
        LogLevel level, ReadOnlySpan<char> target, ReadOnlySpan<char> message, IReadOnlyDictionary<string, AttributeValue>? properties) =>
        Write(message);
}
