using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Resources;

#region contract
/// <summary>A report that is read line by line.</summary>
[WasmResource("report_")]
public interface IReport : IDisposable
{
    /// <summary>Gets the next line; null after the last one.</summary>
    string? ReadLine();
}

/// <summary>Hands out reports.</summary>
[WasmImport("shop")]
public interface IReports
{
    /// <summary>Opens a report; null where there is none of the month.</summary>
    IReport? Open(string month);
}

/// <summary>Reads reports: the guest.</summary>
[WasmExport]
public interface IReader
{
    /// <summary>Counts the lines of a month's report; -1 where there is none.</summary>
    int CountLines(string month);

    /// <summary>Opens reports and frees none: a mistake.</summary>
    int Hoard(string month, int count);

    /// <summary>Reads a report that it has freed: another.</summary>
    string? ReadFreed(string month);
}
#endregion
