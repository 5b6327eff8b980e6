using System.Xml;
using Ngixi.Testing.Reports;

namespace Ngixi.Testing;

/// <summary>How the tests of a module ended.</summary>
/// <param name="Module">The name of the module.</param>
/// <param name="Started">When the first began.</param>
/// <param name="Duration">The time from the first to the last.</param>
/// <param name="Results">The results, in the order of the module's exports.</param>
public sealed record GuestTestRun(string Module, DateTimeOffset Started, TimeSpan Duration, IReadOnlyList<GuestTestResult> Results)
{
    /// <summary>Gets whether no test failed.</summary>
    public bool Passed => Results.All(result => result.Passed);

    /// <summary>Throws where tests failed, with all that is known of each.</summary>
    /// <exception cref="AggregateException">Tests failed; it has a <see cref="GuestTestException"/> for each.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new AggregateException(
                ToString(),
                Results.Where(result => !result.Passed).Select(result => new GuestTestException(result)));
        }
    }

    /// <summary>Writes the results for people: a line for each test, and of those that failed the reason and the log.</summary>
    /// <param name="writer">The writer.</param>
    public void WriteText(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(TextReport.Of(this));
    }

    /// <summary>Writes the results as TRX, as <c>dotnet test --logger trx</c> does.</summary>
    /// <param name="path">The path of the file, which is replaced. Its folder is made where there is none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteTrx(string path) => Write(path, TrxReport.Write);

    /// <summary>Writes the results as JUnit's XML.</summary>
    /// <param name="path">The path of the file, which is replaced. Its folder is made where there is none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteJUnit(string path) => Write(path, JUnitReport.Write);

    /// <summary>Shows the results as <see cref="WriteText"/> writes them.</summary>
    /// <returns>The lines.</returns>
    public override string ToString() => TextReport.Of(this);

    private void Write(string path, Action<XmlWriter, GuestTestRun> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using XmlWriter xml = XmlWriter.Create(full, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        write(xml, this);
    }
}
