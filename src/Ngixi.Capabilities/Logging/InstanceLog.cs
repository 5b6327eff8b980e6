using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The log of one instance. What was dropped is reported at its end at the latest.</summary>
internal sealed class InstanceLog(GuestLog log, GuestContext context) : ILog, IDisposable
{
    private readonly LogGrant grant = log.Grant;
    private LogScope scope = new(log.Module, context);

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

        GuestEvent item = new(grant);
        foreach ((string name, AttributeValue value) in properties ?? AttributeValue.None)
        {
            if (item.TryTake(name, out string? key))
            {
                item.Add(key, value.ToObject(grant.MaxValueLength));
            }
        }

        log.Write(level, Scope(), item.Complete(Shown(message), ShownText.Of(target, LogGrant.MaxTargetBytes)));
    }

    /// <summary>Writes a line, which may be JSON, where its level is written.</summary>
    public void WriteText(LogLevel level, ReadOnlySpan<char> text)
    {
        if (!log.IsEnabled(level, "") || !log.TryTake(LengthOf(text)))
        {
            return;
        }

        GuestEvent? json = text.Length <= grant.MaxMessageLength ? JsonMessage.Read(text, grant) : null;
        log.Write(level, Scope(), json ?? new GuestEvent(grant).Complete(Shown(text)));
    }

    public void Dispose() => log.ReportDropped();

    /// <summary>Gets the scope of the current call. Loggers may keep it: it is another one for the next.</summary>
    private LogScope Scope() => scope.CallNumber == context.CallNumber ? scope : scope = new LogScope(log.Module, context);

    private string Shown(ReadOnlySpan<char> message) => ShownText.WithLength(message, grant.MaxMessageLength);

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
