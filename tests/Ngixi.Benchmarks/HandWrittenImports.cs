using System.Text;
using Wasmtime;

namespace Ngixi.Benchmarks;

/// <summary>The imports of <see cref="IHost"/> as they are usually written on Wasmtime .NET.</summary>
internal static class HandWrittenImports
{
    public static void Define(Linker linker, IHost host, Encoding encoding)
    {
        linker.DefineFunction("host", "nothing", host.Nothing);
        linker.DefineFunction("host", "add", (int left, int right) => host.Add(left, right));
        linker.DefineFunction("host", "view", (Caller caller, int pointer, int length) =>
            host.View(caller.GetMemory("memory")!.GetSpan<byte>(pointer, length)));
        linker.DefineFunction("host", "log", (Caller caller, int pointer, int length) =>
            host.Log(caller.GetMemory("memory")!.ReadString(pointer, length, encoding)));
        linker.DefineFunction("host", "get", (Caller caller, int area) =>
        {
            byte[] value = host.Get();
            Memory memory = caller.GetMemory("memory")!;
            if (value.Length <= memory.ReadInt32(area))
            {
                value.CopyTo(memory.GetSpan<byte>(area + 8, value.Length));
            }

            return value.Length;
        });
    }
}
