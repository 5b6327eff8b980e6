using System.Text;

namespace Ngixi.Benchmarks.Workloads;

/// <summary>
/// Every workload of an import. A new one is a line here, its method in <see cref="Contract.IHost"/>, and its loop in
/// <see cref="CoreGuest"/> or the guests in AssemblyScript; a peer that does not have it says so in the table.
/// </summary>
internal static class WorkloadTable
{
    private static readonly int[] Bytes = [16, 256, 4096, 65536];
    private static readonly Encoding[] Encodings = [Encoding.Unicode, Encoding.UTF8];
    private static readonly bool[] Contents = [false, true];
    private const int StoredText = 16;
    private static readonly int[] Characters = [16, 64, 256, 4096];

    /// <summary>Gets the workloads of guests in WebAssembly text: nothing but the crossing is measured.</summary>
    public static IReadOnlyList<Workload> Core { get; } =
    [
        new("no arguments", "nothing"),
        new("two ints", "add"),
        new("an error", "fail"),
        new("a method of a resource", "counter"),
        .. Bytes.Select(size => new Workload("byte view", "view", size, "B", Payload.OfBytes(size))),
        .. Bytes.Select(size => new Workload("byte result", "bytes", size, "B", Payload.OfBytes(size))),
        .. Texts("string argument", _ => "log"),
        .. Texts("string result", payload => payload.IsUtf16 ? "textUtf16" : "textUtf8"),
        .. Stored("a record of 5 fields, 2 of them strings, as argument", "save"),
        .. Stored("a record of 5 fields, 2 of them strings, as result", "load"),
        .. Stored("a list of 100 strings as argument", "saveAll"),
        .. Stored("a list of 100 strings as result", "loadAll"),
    ];

    /// <summary>Gets the workloads of guests in AssemblyScript: what the guest does for a call is measured too.</summary>
    public static IReadOnlyList<Workload> Script { get; } =
    [
        new("two ints", "add"),
        .. Characters.Select(size => new Workload("byte view", "view", size, "B", Payload.OfBytes(size))),
        .. Strings("string argument", "log", isMixed: false),
        .. Strings("string argument", "log", isMixed: true),
        .. Strings("string result", "text", isMixed: false),
        .. Strings("string result", "text", isMixed: true),
        .. Stored("a record of 5 fields, 2 of them strings, as argument", "save").Take(1),
        .. Stored("a record of 5 fields, 2 of them strings, as result", "load").Take(1),
        .. Stored("a list of 100 strings as argument", "saveAll").Take(1),
        .. Stored("a list of 100 strings as result", "loadAll").Take(1),
    ];

    /// <summary>Gets the workloads of calls in the other direction: the host calls an export in a loop.</summary>
    public static IReadOnlyList<Workload> Exports { get; } =
    [
        new("two ints", "sum"),
        .. Characters.Select(size =>
            new Workload("string in and out", "echo", size, "characters", Payload.OfCharacters(size, isMixed: false))),
        new("a record in and out", "reprice", StoredText, "characters each", Payload.OfCharacters(StoredText, isMixed: false)),
    ];

    private static IEnumerable<Workload> Stored(string what, string export) => Encodings.Select(encoding =>
        new Workload(
            $"{what}, {(encoding == Encoding.Unicode ? "UTF-16" : "UTF-8")}",
            export,
            StoredText,
            "characters each",
            Payload.OfCharacters(StoredText, isMixed: false, encoding)));

    private static IEnumerable<Workload> Texts(string family, Func<Payload, string> export) =>
        from encoding in Encodings
        from isMixed in Contents
        from size in Bytes
        let payload = Payload.OfText(size, encoding, isMixed)
        select new Workload($"{family}, {(payload.IsUtf16 ? "UTF-16" : "UTF-8")}, {Content(isMixed)}", export(payload), size, "B", payload);

    private static IEnumerable<Workload> Strings(string family, string export, bool isMixed) => Characters.Select(size =>
        new Workload($"{family}, {Content(isMixed)}", export, size, "characters", Payload.OfCharacters(size, isMixed)));

    private static string Content(bool isMixed) => isMixed ? "mixed" : "ASCII";
}
