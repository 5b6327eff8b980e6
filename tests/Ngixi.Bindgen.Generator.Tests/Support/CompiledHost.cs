using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Tests.Shared;
using Wasmtime;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>
/// A host that is compiled here, of interfaces whose methods note what they get and return the same each time; and guests of it.
/// </summary>
internal sealed class CompiledHost
{
    private readonly Assembly assembly;
    private readonly IReadOnlyDictionary<string, string> stubs;

    /// <param name="source">The interfaces.</param>
    /// <param name="contractFile">What is recorded, or null.</param>
    public CompiledHost(string source, string? contractFile = null)
    {
        // Proxies are made for names of assemblies.
        CSharpCompilation compilation = Sources.Compile(source).WithAssemblyName($"Host{Guid.NewGuid():N}");
        GeneratorDriver driver = Sources.Driver(recordsSteps: false);
        driver = contractFile is null ? driver : driver.AddAdditionalTexts([ContractFiles.AdditionalText(contractFile)]);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        using MemoryStream image = new();
        Assert.Empty(output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly = Assembly.Load(image.ToArray());
        stubs = GeneratedFiles.From(compilation).Guest;
    }

    /// <summary>Compiles a guest by asc against the stubs, which are in <c>./host</c>.</summary>
    public byte[] CompileGuest(string entry)
    {
        using TemporaryFolder folder = new();
        Compile(folder, entry, []).Succeeds();
        return File.ReadAllBytes(Path.Combine(folder.Path, "guest.wasm"));
    }

    /// <summary>Compiles a guest that asc refuses, and returns what it says.</summary>
    /// <param name="entry">The guest.</param>
    /// <param name="stubs">The stubs that are entry files, too.</param>
    public CommandResult FailsToCompile(string entry, params string[] stubs)
    {
        using TemporaryFolder folder = new();
        CommandResult result = Compile(folder, entry, stubs);
        Assert.NotEqual(0, result.ExitCode);
        return result;
    }

    /// <summary>What keeps a guest from this host, or null with what was noted when it ran.</summary>
    public IReadOnlyList<ContractDifference>? Run(byte[] guest, out string notes)
    {
        using Engine engine = new();
        using Linker linker = new(engine);
        List<string> noted = [];
        linker.DefineAssemblyScript();
        foreach (MethodInfo define in assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(IsDefinition))
        {
            Notes proxy = (Notes)DispatchProxy.Create(define.GetParameters()[1].ParameterType, typeof(Notes));
            proxy.Noted = noted;
            define.Invoke(null, [linker, proxy]);
        }

        notes = "";
        using Module module = Module.FromBytes(engine, "guest", guest);
        IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(engine, module);
        if (differences.Count > 0)
        {
            return differences;
        }

        using Store store = new(engine);
        Instance instance = linker.Instantiate(store, module);
        instance.GetAction("_initialize")!();
        instance.GetAction("run")!();
        notes = string.Join('\n', noted);
        return null;
    }

    private CommandResult Compile(TemporaryFolder folder, string entry, string[] entryStubs)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "assembly", "host"));
        foreach ((string path, string text) in stubs)
        {
            File.WriteAllText(Path.Combine(folder.Path, "assembly", "host", path), text);
        }

        File.WriteAllText(Path.Combine(folder.Path, "assembly", "guest.ts"), entry);
        string compiler = Path.Combine(TestPaths.GuestTools, "node_modules", "assemblyscript", "bin", "asc.js");
        string[] entries = ["assembly/guest.ts", .. entryStubs.Select(stub => $"assembly/host/{stub}")];
        return Command.Run(
            "node",
            folder.Path,
            [compiler, .. entries, "--config", "none", "--exportStart", "_initialize", "--outFile", "guest.wasm"]);
    }

    private static bool IsDefinition(MethodInfo method) =>
        method.Name.StartsWith("Define", StringComparison.Ordinal) && method.GetParameters() is [_, { ParameterType.IsInterface: true }];

#pragma warning disable CA1852 // DispatchProxy derives from it.
    internal class Notes : DispatchProxy
#pragma warning restore CA1852
    {
        public List<string> Noted { get; set; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Noted.Add($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name}({string.Join(", ", (args ?? []).Select(Text))})");
            return ValueOf(targetMethod.ReturnType);
        }

        // Names may be others where the value means the same.
        private static string Text(object? value) =>
            value is Enum ? Convert.ToInt64(value, null).ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{value}";

        private static object? ValueOf(Type type) =>
            type == typeof(void) ? null
            : Nullable.GetUnderlyingType(type) is { } underlying ? ValueOf(underlying)
            : type.IsEnum ? Enum.ToObject(type, 1)
            : type == typeof(int) ? 5
            : type == typeof(long) ? 6L
            : type == typeof(bool) ? true
            : type == typeof(double) ? 1.5
            : type == typeof(string) ? "text"
            : type == typeof(byte[]) ? new byte[] { 1, 2 }
            : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(3)
            : type == typeof(Guid) ? new Guid(1, 2, 3, new byte[8])
            : typeof(IEnumerable).IsAssignableFrom(type) ? new[] { "a" }
            : type.IsAbstract ? ValueOf(type.GetNestedTypes()[0])
            : Record(type);

        private static object Record(Type type)
        {
            ConstructorInfo constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
            return constructor.Invoke([.. constructor.GetParameters().Select(parameter => ValueOf(parameter.ParameterType))]);
        }
    }
}
