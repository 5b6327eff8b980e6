using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>A host in C on the same native library, built by the system's C compiler.</summary>
internal static class CHost
{
    public const string Name = "C host";

    private static readonly string[] Compilers = ["cc", "gcc", "clang"];
    private static readonly Lazy<(string? Program, string? Problem)> Built = new(Build);

    /// <summary>Gets why there is no C host, or null when there is one.</summary>
    public static string? Problem => Built.Value.Problem;

    /// <summary>Gets the C compiler of this machine.</summary>
    public static string? Compiler => Compilers.FirstOrDefault(Tools.IsInstalled);

    public static IPeer ForCalls() => Problem is { } problem
        ? new AbsentPeer(Name, problem)
        : new ProcessPeer(
            Name,
            [Built.Value.Program!, "calls"],
            Guest,
            _ => null,
            "copies UTF-8 as it is: it validates none and makes no UTF-16 of it");

    public static IPeer ForExports() => Problem is { } problem
        ? new AbsentPeer(Name, problem)
        : new ProcessPeer(
            Name,
            [Built.Value.Program!, "calls"],
            ExportGuestLine,
            workload => workload.Export == "reprice" ? "the C host of these benchmarks passes no record" : null);

    /// <summary>A host that pre-instantiates a module once and makes instances of it.</summary>
    public static IPeer ForInstances(string name, bool isPooled) => Problem is { } problem
        ? new AbsentPeer(name, problem)
        : new ProcessPeer(name, InstancesCommand, workload => InstanceGuestLine(workload.Size, isPooled), _ => null);

    /// <summary>Gets the command of a host that makes instances and takes its orders from its input.</summary>
    public static string[] InstancesCommand => [Built.Value.Program!, "instances"];

    /// <summary>Says which instances a host is to make.</summary>
    public static string InstanceGuestLine(int imports, bool isPooled)
    {
        string module = WorkFolder.Write($"imports-{imports}.wasm", () => Module.ConvertText(InstanceGuest.Module(imports)));
        return $"{(isPooled ? "pooling" : "on-demand")} {imports} {module}";
    }

    private static string Guest(Workload workload)
    {
        Payload payload = workload.Payload;
        string module = WorkFolder.Write($"core-{payload.Name}.wasm", () => Module.ConvertText(CoreGuest.Module(payload)));
        return $"{workload.Export} {payload.Bytes.Length} {(payload.IsUtf16 ? 1 : 0)} {module}\t{WorkFolder.Write(payload)}";
    }

    private static string ExportGuestLine(Workload workload)
    {
        string module = WorkFolder.Write("exports.wasm", () => Module.ConvertText(ExportGuest.Module));
        return $"{workload.Export} {ExportGuest.Block} 1 {module}\t{WorkFolder.Write(workload.Payload)}";
    }

    private static (string?, string?) Build()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return (null, "built on Linux and macOS only");
        }

        if (Compiler is not { } compiler)
        {
            return (null, "no C compiler on this machine");
        }

        string library = Tools.NativeWasmtime;
        string program = WorkFolder.At("c-host");
        string source = Path.Combine(Tools.ProjectDirectory, "c-host");
        Tools.Run(
            compiler,
            [
                "-O2",
                "-Wall",
                "-o",
                program,
                $"{source}/host.c",
                $"{source}/instances.c",
                library,
                $"-Wl,-rpath,{Path.GetDirectoryName(library)}",
            ]);
        return (program, null);
    }
}
