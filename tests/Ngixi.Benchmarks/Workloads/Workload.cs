namespace Ngixi.Benchmarks.Workloads;

/// <summary>One row of a table: which import a guest calls in a loop, and with what.</summary>
/// <param name="Family">The workloads of one family differ in size only, and share a plot.</param>
/// <param name="Export">The guest's export that has the loop.</param>
/// <param name="Size">The size of the payload, 0 for none.</param>
/// <param name="Unit">What the size counts.</param>
/// <param name="Payload">What crosses.</param>
internal sealed record Workload(string Family, string Export, int Size, string Unit, Payload Payload)
{
    public Workload(string family, string export)
        : this(family, export, 0, "", Payload.None)
    {
    }

    public string Title => Size == 0 ? Family : $"{Family}, {SizeText}";

    public string SizeText => Size >= 1024 && Unit == "B" ? $"{Size / 1024} KiB" : $"{Size} {Unit}";

    /// <inheritdoc/>
    public override string ToString() => Title;
}
