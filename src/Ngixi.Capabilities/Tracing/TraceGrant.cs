namespace Ngixi.Capabilities;

/// <summary>What the guests of one module may trace.</summary>
public sealed record TraceGrant
{
    internal const int MaxTextBytes = 4 * 1024;
    internal const int MaxAttributesPassed = 256;

    internal static readonly TraceGrant Default = new();

    /// <summary>Gets the spans that an instance may have open; more are not recorded. 64 by default.</summary>
    public int MaxOpenSpans { get; init => field = Limit.AtLeast(0, value); } = 64;

    /// <summary>Gets the levels of open spans in each other; deeper ones are not recorded. 32 by default.</summary>
    public int MaxDepth { get; init => field = Limit.AtLeast(0, value); } = 32;

    /// <summary>Gets the attributes of a span or an event; more are dropped, and counted in it. 32 by default.</summary>
    public int MaxAttributes { get; init => field = Limit.Between(0, MaxAttributesPassed, value); } = 32;

    /// <summary>Gets the events of a span; more are dropped, and counted in it. 32 by default.</summary>
    public int MaxEvents { get; init => field = Limit.AtLeast(0, value); } = 32;

    /// <summary>Gets the links of a span; more are dropped, and counted in it. 16 by default.</summary>
    public int MaxLinks { get; init => field = Limit.AtLeast(0, value); } = 16;

    /// <summary>
    /// Gets the UTF-16 code units of a span's attributes and events together, as they are recorded: names and texts. More are dropped, and
    /// counted in it. 16,384 by default.
    /// </summary>
    public int MaxSpanLength { get; init => field = Limit.AtLeast(0, value); } = 16_384;

    /// <summary>Gets the UTF-16 code units of the name of a span or an event, after which it is cut. 256 by default.</summary>
    public int MaxNameLength { get; init => field = Limit.AtLeast(1, value); } = 256;

    /// <summary>Gets the UTF-16 code units of an attribute's name, after which it is cut. 128 by default.</summary>
    public int MaxKeyLength { get; init => field = Limit.AtLeast(1, value); } = 128;

    /// <summary>Gets the UTF-16 code units of an attribute's text, or of a reason, after which it is cut. 1,024 by default.</summary>
    public int MaxValueLength { get; init => field = Limit.AtLeast(1, value); } = 1_024;
}
