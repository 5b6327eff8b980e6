namespace Demo;

/// <summary>
/// Everything that a comment may have: <c>code</c>, <see cref="IText.Long(string, int)"/>, <see langword="null"/>,
/// <see href="https://example.org/a">a link</see> and {braces}, */ and a very long sentence that needs more than one line.
/// </summary>
/// <remarks>
/// <para>The first paragraph.</para>
/// <para>The second paragraph.</para>
/// <list type="bullet">
/// <item>One thing.</item>
/// <item><description>Another thing.</description></item>
/// </list>
/// <code>
/// if (a)
///     b();
/// </code>
/// </remarks>
[WasmImport("env")]
public interface IText
{
    /// <summary>Makes a text longer.</summary>
    /// <remarks>It never gets shorter, whatever <paramref name="by"/> is.</remarks>
    /// <param name="text">
    /// The text, of which there may be a lot to say, so that the description takes more than the one line that it would otherwise have.
    /// </param>
    /// <param name="by">By how much.</param>
    /// <param name="cancellation">Not for guests.</param>
    /// <returns>The longer text.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    string Long(string text, int by, CancellationToken cancellation);

    // An ordinary comment is not for guests.
    void Silent();

    /// <summary>@first things first.</summary>
    void At();

    /// <summary>This is not <well formed.</summary>
#pragma warning disable CS1570
    void Broken();
#pragma warning restore CS1570

    /** <summary>A comment of stars is read, too.</summary> */
    void Stars();
}
