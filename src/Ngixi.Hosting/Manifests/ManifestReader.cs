using System.Text;
using Ngixi.Bindgen;
using Ngixi.Hosting.Auditing;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;
using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting.Manifests;

/// <summary>Reads manifests. What it asks the reader for is what a manifest may have.</summary>
internal static class ManifestReader
{
    private const int Sha256Digits = 64;

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="folder">The folder that paths begin in.</param>
    /// <param name="options">What the host can grant.</param>
    /// <exception cref="ManifestException">It has mistakes.</exception>
    public static GuestManifest Read(ReadOnlyMemory<byte> utf8, string file, string folder, GuestEngineOptions options)
    {
        ReadOnlyMemory<byte> whole = utf8;
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        FindingList findings = new(file, utf8);
        ManifestObject? node = ManifestParser.Parse(utf8.Span, findings);
        if (node is null)
        {
            findings.ThrowIfAny();
        }

        GrantReader root = new(new ManifestScope(findings, options, folder), "", node, 0, new ManifestShape());
        GuestManifest manifest = Read(root);
        root.Finish();
        findings.ThrowIfAny();
        ManifestHashes.Note(manifest, whole.Span);
        return manifest;
    }

    /// <summary>Gets what a manifest may have.</summary>
    /// <param name="options">What the host can grant.</param>
    public static ManifestShape Describe(GuestEngineOptions options)
    {
        ManifestScope scope = new(new FindingList("", default), options, Path.GetFullPath(".")) { IsDescribing = true };
        GrantReader root = new(scope, "", null, 0, new ManifestShape());
        Read(root);
        return root.Shape;
    }

    private static GuestManifest Read(GrantReader root)
    {
        root.Text("$schema", "The schema, for editors.", "");
        string name = root.Text(
            "name", "The name of the module, in logs, metrics and stores: letters, digits, dots, hyphens and underscores.");
        GrantReader module = root.Part("module", "The module.");
        string file = module.Text("file", "Its file; a relative path begins in the manifest's folder.", "");
        string sha256 = module.Text("sha256", "The SHA-256 that its bytes have to have, as 64 hexadecimal digits; any by default.", "");
        WasmFeatures features = ReadFeatures(root);
        ModuleLimits limits = ReadLimits(root.Part("limits", "How much its guests may use."), root.Options.Maximum);
        (Dictionary<string, GuestGrant> grants, Dictionary<string, string> leftOut) =
            root.Grants("grants", "What its guests may do; nothing by default.");
        IReadOnlyList<string> imports = ReadImports(root, [.. grants.Keys, .. leftOut.Keys]);
        CheckName(root, name);
        if (sha256.Length > 0 && (sha256.Length != Sha256Digits || !sha256.All(char.IsAsciiHexDigit)))
        {
            module.Report("sha256", "is no SHA-256: write its 64 hexadecimal digits.");
        }

        return new GuestManifest
        {
            Name = name,
            ModuleFile = file.Length == 0 ? null : module.FullPath(file),
            Sha256 = sha256.Length == 0 ? null : sha256.ToLowerInvariant(),
            Features = features,
            Limits = limits,
            Imports = root.Has("imports") ? imports : null,
            Grants = grants,
            LeftOut = leftOut,
        };
    }

    private static void CheckName(GrantReader root, string name)
    {
        const int MaxLength = 128;
        bool isName = name.Length <= MaxLength
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_');
        if (root.Has("name") && (name.Length == 0 || !isName))
        {
            root.Report(
                "name", $"is {UntrustedText.Quote(name)}: write 1 to {MaxLength} letters, digits, dots, hyphens and underscores.");
        }
    }

    private static IReadOnlyList<string> ReadImports(GrantReader root, HashSet<string> grants)
    {
        using CapabilityImports? known = root.Has("imports") ? new CapabilityImports(root.Options.Capabilities) : null;
        return root.Texts("imports", "The imports that it may have, such as env.log; by default all that its grants define.", Checked);

        string Checked(string name) => known!.Has(name, grants.Contains)
            ? name
            : throw new ArgumentException($"No grant of the manifest defines {UntrustedText.Quote(name)}: leave it out.");
    }

    private static WasmFeatures ReadFeatures(GrantReader root)
    {
        const string About = "The proposals of WebAssembly that it may use beyond those that each may.";
        WasmFeatures features = WasmFeatures.None;
        string[] names = [.. WasmFeature.All.Where(feature => feature.WhyNever is null).Select(feature => feature.Name)];
        foreach (string name in root.Names("features", About, names, WhyNever))
        {
            features |= WasmFeature.All.First(feature => feature.Name == name).Grant;
        }

        return features;

        static string? WhyNever(string name) => WasmFeature.All.FirstOrDefault(feature => feature.Name == name) is { WhyNever: { } why }
            ? $"no guest may use it, because {why}. Leave it out."
            : null;
    }

    private static ModuleLimits ReadLimits(GrantReader limits, ModuleLimits maximum)
    {
        ModuleLimits usual = new();
        TimeSpan least = TimeSpan.FromMilliseconds(1);
        const int Page = 64 * 1024;
        return new ModuleLimits
        {
            Memory = limits.Size(
                "memory", "The bytes of an instance's memory.", Math.Min(usual.Memory, maximum.Memory), Page, maximum.Memory),
            TableElements = limits.LongCount(
                "tableElements",
                "The elements of an instance's table.",
                Math.Min(usual.TableElements, maximum.TableElements),
                0,
                maximum.TableElements),
            Deadline = limits.Duration(
                "deadline",
                "The time of a call, with its wait for a thread.",
                Min(usual.Deadline, maximum.Deadline),
                least,
                maximum.Deadline),
            StartDeadline = limits.Duration(
                "startDeadline",
                "The time in which an instance has to start.",
                Min(usual.StartDeadline, maximum.StartDeadline),
                least,
                maximum.StartDeadline),
            Fuel = ReadFuel(limits, maximum.Fuel),
            HostCalls = limits.LongCount(
                "hostCalls", "The calls of imports in one call.", Math.Min(usual.HostCalls, maximum.HostCalls), 0, maximum.HostCalls),
            Bytes = limits.Size(
                "bytes", "The bytes that host and guest exchange in one call.", Math.Min(usual.Bytes, maximum.Bytes), 0, maximum.Bytes),
            ValueBytes = (int)limits.Size(
                "valueBytes",
                "The bytes of the values of one call between host and guest, `GuestOptions.MaxBytesPerCall`.",
                Math.Min(usual.ValueBytes, maximum.ValueBytes),
                0,
                maximum.ValueBytes),
            ValueItems = limits.Count(
                "valueItems",
                "The items of the values of one call between host and guest, `GuestOptions.MaxItemsPerCall`.",
                Math.Min(usual.ValueItems, maximum.ValueItems),
                0,
                maximum.ValueItems),
            Handles = limits.Count(
                "handles", "The resources that an instance holds open.", Math.Min(usual.Handles, maximum.Handles), 0, maximum.Handles),
        };
    }

    private static ulong? ReadFuel(GrantReader limits, ulong? maximum)
    {
        const string About = "The fuel of a call, about one for each instruction; by default it is not counted, which is faster.";
        long most = maximum is { } bound and <= long.MaxValue ? (long)bound : long.MaxValue;
        return (ulong?)limits.OptionalCount("fuel", About, 1, most) ?? maximum;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
