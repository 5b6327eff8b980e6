using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Hosting.Modules;

/// <summary>What is refused of a module before it is compiled.</summary>
internal static class ModuleCheck
{
    private const string Option = $"{nameof(GuestEngineOptions)}.{nameof(GuestEngineOptions.Bounds)}";

    /// <summary>Reads a module within the bounds.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="refusals">Takes what is refused.</param>
    /// <returns>What the module says; null where it says nothing that can be read.</returns>
    public static WasmModule? Parse(ReadOnlySpan<byte> wasm, ModuleBounds bounds, List<string> refusals)
    {
        if (wasm.Length > bounds.Bytes)
        {
            refusals.Add($"It has {wasm.Length:N0} bytes: {bounds.Bytes:N0} are the most ({Option}.Bytes).");
            return null;
        }

        try
        {
            WasmModule module = ModuleParser.Parse(wasm, bounds);
            CheckBounds(module, bounds, refusals);
            return module;
        }
        catch (MalformedModuleException exception)
        {
            refusals.Add($"It is no valid module: {exception.Message}.");
            return null;
        }
    }

    /// <summary>Checks what a module declares against the limits of its manifest.</summary>
    public static void CheckLimits(WasmModule module, ModuleLimits limits, List<string> refusals)
    {
        foreach (WasmLimits memory in module.Memories)
        {
            ulong bytes = memory.Least > ulong.MaxValue / Math.Max(memory.PageBytes, 1) ? ulong.MaxValue : memory.Least * memory.PageBytes;
            if (bytes > (ulong)limits.Memory)
            {
                refusals.Add($"Its memory begins with {bytes:N0} bytes: limits.memory allows {limits.Memory:N0}.");
            }
        }

        foreach (WasmLimits table in module.Tables.Where(table => table.Least > (ulong)limits.TableElements))
        {
            refusals.Add($"Its table begins with {table.Least:N0} elements: limits.tableElements allows {limits.TableElements:N0}.");
        }

        if (module.Tables.Count > 1)
        {
            refusals.Add($"It has {module.Tables.Count:N0} tables: one is the most.");
        }
    }

    /// <summary>Checks the proposals that a module uses.</summary>
    public static void CheckFeatures(ReadOnlySpan<byte> wasm, WasmFeatures granted, List<string> refusals)
    {
        if (FeatureCheck.Fits(wasm, granted))
        {
            return;
        }

        if (FeatureCheck.Fault(wasm) is { } fault)
        {
            refusals.Add($"It is no valid module: {UntrustedText.Escape(fault)}");
            return;
        }

        int before = refusals.Count;
        refusals.AddRange(FeatureCheck.UsedBy(wasm).Where(feature => !FeatureCheck.IsGranted(feature, granted)).Select(Refusal));
        if (refusals.Count == before)
        {
            refusals.Add("It uses proposals of WebAssembly that no guest may use.");
        }
    }

    /// <summary>Compiles a module that passed all checks.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="name">The module's name.</param>
    /// <param name="sha256">The hash of the module.</param>
    /// <param name="wasm">The module.</param>
    /// <exception cref="GuestRefusedException">Wasmtime cannot compile it.</exception>
    public static Module Compile(Engine engine, string name, string sha256, ReadOnlySpan<byte> wasm)
    {
        try
        {
            return GuestCompiler.FromChecked(engine, name, sha256, wasm);
        }
        catch (WasmtimeException exception)
        {
            throw new GuestRefusedException(name, [$"It cannot be compiled: {UntrustedText.Escape(exception.Message)}"]);
        }
    }

    private static string Refusal(WasmFeature feature) => feature.WhyNever is { } why
        ? $"It uses {feature.About}, which no guest may: {why}. Build it without."
        : $"It uses {feature.About}. To allow it, add to the manifest: \"features\": [\"{feature.Name}\"]. Or build it without.";

    private static void CheckBounds(WasmModule module, ModuleBounds bounds, List<string> refusals)
    {
        Check(module.Functions, bounds.Functions, "functions", nameof(bounds.Functions));
        Check(module.ImportCount, bounds.Imports, "imports", nameof(bounds.Imports));
        Check(module.ExportCount, bounds.Exports, "exports", nameof(bounds.Exports));
        Check(module.NameBytes, bounds.NameBytes, "bytes of names", nameof(bounds.NameBytes));
        Check(module.Types, bounds.Types, "types", nameof(bounds.Types));
        Check(module.Globals, bounds.Globals, "globals", nameof(bounds.Globals));
        Check(module.Elements, bounds.Segments, "segments of elements", nameof(bounds.Segments));
        Check(module.DataSegments, bounds.Segments, "segments of data", nameof(bounds.Segments));
        Check(module.DataBytes, bounds.DataBytes, "bytes of data", nameof(bounds.DataBytes));
        Check(module.CustomBytes, bounds.CustomBytes, "bytes of custom sections, such as debug information", nameof(bounds.CustomBytes));
        if (module.LargestBody > bounds.BodyBytes)
        {
            refusals.Add(
                $"The body of its function {module.LargestFunction:N0} has {module.LargestBody:N0} bytes: "
                + $"{bounds.BodyBytes:N0} are the most ({Option}.BodyBytes).");
        }

        void Check(long count, long bound, string what, string name)
        {
            if (count > bound)
            {
                refusals.Add($"It has {count:N0} {what}: {bound:N0} are the most ({Option}.{name}).");
            }
        }
    }
}
