using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Ngixi.Bindgen;
using Ngixi.Hosting.Health;

namespace Ngixi.Hosting.Modules;

/// <summary>What compiled code is made by and for. Code of another is never loaded.</summary>
internal static class CompilerIdentity
{
    /// <summary>Gets it as text; null where the native Wasmtime is not known.</summary>
    public static string? Text { get; } = WasmtimeVersion.Native is { } native
        ? $"wasmtime {native}\n"
            + $"library {typeof(CompilerIdentity).Module.ModuleVersionId} {typeof(GuestConfig).Module.ModuleVersionId}\n"
            + $"system {RuntimeInformation.RuntimeIdentifier} {RuntimeInformation.ProcessArchitecture}\n"
            + $"processor {Processor()}\n"
        : null;

    // Wasmtime uses what this processor can do, and looks again when it loads code.
    private static string Processor()
    {
        if (X86Base.IsSupported)
        {
            (int signature, int _, int features1, int features2) = X86Base.CpuId(1, 0);
            (int _, int extended1, int extended2, int extended3) = X86Base.CpuId(7, 0);

            // Of the first, the lowest bits of the second register tell which core it runs on: it is left out.
            return $"{signature:x8} {features1:x8} {features2:x8} {extended1:x8} {extended2:x8} {extended3:x8}";
        }

        return $"{ArmBase.Arm64.IsSupported} {AdvSimd.IsSupported} {Crc32.IsSupported} {Dp.IsSupported} {Rdm.IsSupported}";
    }
}
