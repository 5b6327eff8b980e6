using System.Text.Json;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>The hosts on Node, under <c>node</c>.</summary>
internal static class NodePeers
{
    private static readonly Lazy<string> BindingsGuest = new(() => ScriptGuest.Compile("bindings", "--bindings", "raw"));

    public static IPeer Jco() => Peer(
        "jco on Node",
        "jco",
        package: "@bytecodealliance/jco",
        workload =>
            WorkFolder.Write($"component-{workload.Payload.Name}.wasm", () => Module.ConvertText(CoreGuest.Component(workload.Payload))),
        workload => workload.Export is "fail" or "counter" ? "the component of these benchmarks has neither errors nor resources" : null);

    public static IPeer Extism() => Peer(
        "Extism on Node",
        "extism",
        package: "@extism/extism",
        workload =>
            WorkFolder.Write($"extism-{workload.Payload.Name}.wasm", () => Module.ConvertText(CoreGuest.ExtismPlugIn(workload.Payload))),
        workload => workload.Export is "fail" or "counter" ? "Extism has neither errors nor resources"
            : workload.Export is "save" or "load" or "saveAll" or "loadAll"
                ? "Extism passes bytes: how a record or a list is written is left to the plug-in"
            : workload.Payload.IsUtf16 ? "Extism's strings are UTF-8"
            : null);

    public static IPeer AssemblyScript() => Peer(
        "AssemblyScript's bindings on Node",
        "bindings",
        package: "assemblyscript",
        _ => BindingsGuest.Value,
        _ => null);

    private static IPeer Peer(string name, string kind, string package, Func<Workload, string> guest, Func<Workload, string?> whyNot)
    {
        if (!Tools.IsInstalled("node"))
        {
            return new AbsentPeer(name, "Node is not installed");
        }

        return Directory.Exists(Path.Combine(Tools.NodeFolder, "node_modules", package))
            ? new ProcessPeer(
                name,
                ["node", Path.Combine(Tools.NodeFolder, "peer.mjs"), kind],
                workload => Describe(guest(workload), workload),
                whyNot)
            : new AbsentPeer(name, $"the npm package {package} could not be installed");
    }

    private static string Describe(string guest, Workload workload) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["export"] = workload.Export,
        ["payload"] = Convert.ToBase64String(workload.Payload.Bytes),
        ["encoding"] = workload.Payload.IsUtf16 ? "utf-16le" : "utf-8",
        ["guest"] = guest,
        ["length"] = workload.Payload.Units,
        ["size"] = Math.Max(workload.Size, 1),
        ["isMixed"] = workload.Payload.IsMixed,
    });
}
