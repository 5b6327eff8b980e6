using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities;

/// <summary>The log of one instance. What was dropped is reported at its end at the latest.</summary>
internal sealed class InstanceLog(GuestLog log, LogScope scope) : ILog, IDisposable
{
    private readonly LogGrant grant = log.Grant;

    public void Write(ReadOnlySpan<char> message) => WriteText(LogLevel.Information, message);

    public bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) => log.IsEnabled(level, target);

    public void WriteEvent(
        LogLevel level,
        ReadOnlySpan<char> target,
        ReadOnlySpan<char> message,
        IReadOnlyDictionary<string, AttributeValue>? properties)
    {
        if (!log.IsEnabled(level, target) || !log.TryTake(LengthOf(message) + target.Length + LengthOf(properties)))
        {
            return;
        }

        GuestProperties gathered = new(grant);
        foreach ((string name, AttributeValue value) in properties ?? AttributeValue.None)
        {
            gathered.Add(name, value.ToObject(grant.MaxValueLength));
        }

        string shown = ShownText.WithLength(message, grant.MaxMessageLength);
        log.Write(level, scope, new GuestEvent(shown, ShownText.Of(target, LogGrant.MaxTargetBytes), gathered));
    }

    /// <summary>Writes a line, which may be JSON, where its level is written.</summary>
    public void WriteText(LogLevel level, ReadOnlySpan<char> text)
    {
        if (!log.IsEnabled(level, "") || !log.TryTake(LengthOf(text)))
        {
            return;
        }

        string? message = null;
        GuestProperties? properties = text.Length <= grant.MaxMessageLength ? JsonMessage.Read(text, grant, out message) : null;
        log.Write(level, scope, new GuestEvent(message ?? ShownText.WithLength(text, grant.MaxMessageLength), "", properties));
    }

    public void Dispose() => log.ReportDropped();

    private int LengthOf(ReadOnlySpan<char> message) => Math.Min(message.Length, grant.MaxMessageLength);

    private int LengthOf(IReadOnlyDictionary<string, AttributeValue>? properties)
    {
        int length = 0;
        foreach ((string name, AttributeValue value) in (properties ?? AttributeValue.None).Take(grant.MaxProperties))
        {
            length += Math.Min(name.Length, grant.MaxKeyLength) + Math.Min(value.Length, grant.MaxValueLength);
        }

        return length;
    }
}
