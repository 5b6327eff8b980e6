using System.IO.Enumeration;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Hosting;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Modules;
using Wasmtime;

namespace Ngixi.Testing.Running;

/// <summary>A module with tests, read and not compiled: its tests, and what answers each of its imports.</summary>
internal sealed class TestedModule
{
    // Of no capability, so that what it defines is looked at when it is bound, and after all of theirs.
    private const string Rest = "tests";

    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    private readonly WasmModule module;
    private readonly Action<Linker>? fakes;
    private readonly GuestAnswers? answers;
    private readonly List<UnansweredImport> unanswered = [];

    private TestedModule(ReadOnlyMemory<byte> wasm, WasmModule module, GuestTestOptions options)
    {
        Wasm = wasm;
        this.module = module;
        fakes = options.Fakes;
        answers = options.Answers;
    }

    public ReadOnlyMemory<byte> Wasm { get; }

    /// <summary>Gets what its instances run under.</summary>
    public GuestManifest Manifest { get; private set; } = null!;

    /// <summary>Reads a module.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="path">Its file, or null.</param>
    /// <param name="options">What its tests run with.</param>
    /// <exception cref="GuestRefusedException">It is no module.</exception>
    /// <exception cref="FormatException">Answers do not fit the types of its imports.</exception>
    public static TestedModule Read(ReadOnlyMemory<byte> wasm, string? path, GuestTestOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxParallel, 1);
        GuestEngineOptions engine = options.Engine();
        ModuleReport report = ModuleInspection.Inspect(wasm.Span, null, engine);
        string name = options.Name ?? options.Manifest?.Name ?? NameOf(path);
        TestedModule tested = new(wasm, report.Module ?? throw new GuestRefusedException(name, report.Refusals), options);
        if (tested.Answered().Select(import => import.Problem()).FirstOrDefault(problem => problem is not null) is { } misfit)
        {
            throw new FormatException(misfit);
        }

        tested.Manifest = tested.ManifestOf(name, path, options, engine, report);
        return tested;
    }

    /// <summary>Lists the tests in the order of their exports.</summary>
    /// <param name="filter">Which; null for all.</param>
    public IReadOnlyList<string> Tests(string? filter) =>
    [
        .. module.Exports
            .Where(export => export.Kind == ImportKind.Function && export.Name.StartsWith(GuestTests.Prefix, StringComparison.Ordinal))
            .Select(export => export.Name)
            .Where(name => Fits(name, filter)),
    ];

    /// <summary>Says why an export is no test, or null where it is one.</summary>
    public string? ProblemOf(string test)
    {
        string type = module.Exports.Find(export => export.Name == test)!.Type ?? "()";
        return type == "()"
            ? null
            : $"It did not run: it is a function of the type {type}, and a test has no parameters and returns nothing.";
    }

    private static bool Fits(string name, string? filter) =>
        filter is null
        || (filter.AsSpan().ContainsAny('*', '?')
            ? FileSystemName.MatchesSimpleExpression(filter, name, ignoreCase: false)
            : name.Contains(filter, StringComparison.Ordinal));

    private static string NameOf(string? path)
    {
        string name = string.Concat((Path.GetFileNameWithoutExtension(path) ?? "").Select(character =>
            char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_'));
        return name.Length == 0 ? "guest" : name;
    }

    private GuestManifest ManifestOf(
        string name, string? path, GuestTestOptions options, GuestEngineOptions engine, ModuleReport report)
    {
        GuestManifest manifest = options.Manifest ?? Usual(engine, report);
        using CapabilityImports granted = new(engine.Capabilities);
        using CapabilityImports faked = new(fakes is null ? [] : [new FakedImports(fakes)]);
        Dictionary<string, GuestGrant> grants = new(manifest.Grants, StringComparer.Ordinal) { [Rest] = new GuestGrant(DefineRest) };
        foreach (WasmImport import in module.Imports.Where(import => import.Kind == ImportKind.Function))
        {
            if (granted.FindAlways(import.Module, import.Name) is not null
                || faked.Find(import.Module, import.Name) is not null
                || IsAnswered(import))
            {
                continue;
            }

            Capability? capability = granted.Find(import.Module, import.Name)?.Capability;
            ContractMarker? marker = import.Marker;

            // A contract in another version is a fault of the module as a whole, and is told as one.
            bool isOtherVersion = marker is not null
                && capability is null
                && (faked.FindContract(marker.Contract) ?? granted.FindContract(marker.Contract)) is not null;
            if (!isOtherVersion && (capability is null || !manifest.Grants.ContainsKey(capability.Name)))
            {
                unanswered.Add(new UnansweredImport(import, capability, isMarker: marker is not null));
            }
        }

        // Not granted, and yet no reason to refuse the module: its imports are among the unanswered ones, or are faked.
        foreach (CapabilityUse use in report.Capabilities)
        {
            grants.TryAdd(use.Name, new GuestGrant(static (_, _) => { }));
        }

        return manifest with
        {
            Name = name,
            ModuleFile = path is null ? null : Path.GetFullPath(path),
            Sha256 = null,
            Imports = null,
            Grants = grants,
            Limits = options.Deadline is { } deadline ? manifest.Limits with { Deadline = deadline } : manifest.Limits,
        };
    }

    /// <summary>What a guest has where nobody says: a log, and the proposals of WebAssembly that it was built with.</summary>
    private static GuestManifest Usual(GuestEngineOptions engine, ModuleReport report)
    {
        ReadOnlySpan<byte> log = """{ "name": "guest", "grants": { "log": { "minimumLevel": "trace" } } }"""u8;
        return GuestManifest.Parse(log, "the usual manifest of tests", engine) with
        {
            Limits = new ModuleLimits { Deadline = DefaultDeadline, StartDeadline = DefaultDeadline },
            Features = report.Features.Aggregate(
                WasmFeatures.None, (all, feature) => all | WasmFeature.All.First(known => known.Name == feature).Grant),
        };
    }

    private void DefineRest(Linker linker, GrantContext context)
    {
        // A fake takes the place of what the manifest grants, and an answer that of a fake.
        linker.AllowShadowing = true;
        fakes?.Invoke(linker);
        foreach (AnsweredImport import in Answered())
        {
            import.Define(linker);
        }

        linker.AllowShadowing = false;
        foreach (UnansweredImport import in unanswered)
        {
            import.Define(linker);
        }
    }

    private bool IsAnswered(WasmImport import) =>
        import is { Kind: ImportKind.Function, Type: not null } && answers?.OfImports.ContainsKey(import.FullName) == true;

    // Each test has answers of its own, which begin with the first.
    private IEnumerable<AnsweredImport> Answered() =>
        module.Imports.Where(IsAnswered).Select(import => new AnsweredImport(import, answers!.OfImports[import.FullName]));

    /// <summary>Describes the imports of the fakes, to be looked up.</summary>
    private sealed class FakedImports(Action<Linker> define) : Capability(Rest)
    {
        public override void Describe(Linker linker) => define(linker);

        public override GrantBinding Read(GrantReader grant) => (linker, _) => define(linker);
    }
}
