namespace Ngixi.Bindgen.Generator;

/// <summary>The steps of the pipeline, for the tests that ask why one ran.</summary>
internal static class StepNames
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. typeof(StepNames).GetFields()
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue())];

    /// <summary>Symbols to a model.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>A model to what crosses.</summary>
    public const string Lower = nameof(Lower);

    /// <summary>A model of a guest's exports to what crosses.</summary>
    public const string LowerExport = nameof(LowerExport);

    /// <summary>An interface to its glue and its stub.</summary>
    public const string HostFile = nameof(HostFile);

    /// <summary>Symbols of a fake to a model.</summary>
    public const string ParseFake = nameof(ParseFake);

    /// <summary>A fake to the part of it that implements its interface.</summary>
    public const string Fake = nameof(Fake);

    /// <summary>Symbols of a guest's exports to a model.</summary>
    public const string ParseExport = nameof(ParseExport);

    /// <summary>A guest's exports to the host's side.</summary>
    public const string ExportGlue = nameof(ExportGlue);

    /// <summary>A guest's exports to the guest's side.</summary>
    public const string ExportStub = nameof(ExportStub);

    /// <summary>The resources, enums and records of all interfaces, each once.</summary>
    public const string SharedTypes = nameof(SharedTypes);

    /// <summary>All interfaces to the names that two of them would take.</summary>
    public const string NameConflicts = nameof(NameConflicts);

    /// <summary>A resource or record to the host's side.</summary>
    public const string SharedGlue = nameof(SharedGlue);

    /// <summary>A resource, enum or record to the guest's side.</summary>
    public const string SharedStub = nameof(SharedStub);

    /// <summary>The contract file to what it records.</summary>
    public const string RecordedContracts = nameof(RecordedContracts);

    /// <summary>That, and what is recorded of the interface, to all that guests are built against.</summary>
    public const string Contract = nameof(Contract);

    /// <summary>The languages that the project's guests are written in.</summary>
    public const string GuestLanguages = nameof(GuestLanguages);

    /// <summary>All stub files to what the files that there are once need to know of them.</summary>
    public const string StubSummaries = nameof(StubSummaries);
}
