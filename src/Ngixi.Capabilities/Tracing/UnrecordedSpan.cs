namespace Ngixi.Capabilities;

/// <summary>A span that nobody listens to, or that is one too many.</summary>
internal sealed class UnrecordedSpan : ISpan
{
    public static UnrecordedSpan Instance { get; } = new();

    public void SetAttribute(string key, AttributeValue value)
    {
    }

    public void AddEvent(string name, IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
    }

    public void AddLink(ISpan other)
    {
    }

    public void Fail(string reason)
    {
    }

    public void Dispose()
    {
    }
}
