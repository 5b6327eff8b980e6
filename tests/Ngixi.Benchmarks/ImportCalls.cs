using BenchmarkDotNet.Attributes;

namespace Ngixi.Benchmarks;

/// <summary>Imports called from a loop in wasm.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ImportCalls
{
    private const int Calls = 100_000;

    // Set in the length of a text that is UTF-16, which only the generated glue knows (docs/abi.md).
    private const int Utf16Tag = int.MinValue;

    private readonly List<Guest> guests = [];
    private Guest handWritten = null!;
    private Guest generated = null!;
    private int taggedLength;

    /// <summary>Gets the scenarios.</summary>
    public static IEnumerable<Scenario> Scenarios => Scenario.All;

    /// <summary>Gets or sets the scenario.</summary>
    [ParamsSource(nameof(Scenarios))]
    public Scenario Import { get; set; } = null!;

    /// <summary>Starts a guest for each peer, and makes sure that both do the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        byte[] value = new byte[Import.Size];
        Host handWrittenHost = new(value);
        Host generatedHost = new(value);
        handWritten = Start(linker => HandWrittenImports.Define(linker, handWrittenHost, Import.Encoding));
        generated = Start(linker => linker.DefineHost(generatedHost));
        taggedLength = Import.ByteCount | (Import.IsUtf16 ? Utf16Tag : 0);

        DefineFunction();
        Generated();
        if (handWrittenHost.Calls != Calls || generatedHost.Calls != Calls || handWrittenHost.Items != generatedHost.Items)
        {
            throw new InvalidOperationException("The peers did not do the same.");
        }
    }

    /// <summary>Stops the guests.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        guests.ForEach(guest => guest.Dispose());
        guests.Clear();
    }

    /// <summary>Imports written by hand.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void DefineFunction() => handWritten.Run(Calls, Import.ByteCount);

    /// <summary>The generated glue.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void Generated() => generated.Run(Calls, taggedLength);

    private Guest Start(Action<Wasmtime.Linker> define)
    {
        Guest guest = new(Import, define);
        guests.Add(guest);
        return guest;
    }
}
