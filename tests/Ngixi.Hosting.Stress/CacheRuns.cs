using System.Globalization;
using System.Text;

namespace Ngixi.Hosting.Stress;

/// <summary>Starts of modules with a cache of compiled code.</summary>
internal static class CacheRuns
{
    private const int Modules = 5;

    /// <summary>Loads modules from a cache that other processes use, too, and says after each round that they are right.</summary>
    public static async Task<int> ShareAsync(string directory, string keyFile, int rounds)
    {
        CompiledCache cache = new(directory, new CompiledCacheOptions { KeyFile = keyFile });
        for (int round = 1; round <= rounds; round++)
        {
            using GuestEngine engine = new(new GuestEngineOptions { CompiledCache = cache });
            for (int i = 0; i < Modules; i++)
            {
                using GuestModule module = engine.Load(new GuestManifest { Name = "module" }, Wasm(functions: 20, result: i));
                using GuestInstance guest = await module.StartAsync();
                int result = (await guest.CallAsync(it => it.Work(1))).Value;
                if (result != i)
                {
                    Console.WriteLine($"{result} instead of {i}");
                    return 1;
                }
            }

            Console.WriteLine($"loaded {round}");
        }

        Console.WriteLine($"refused {cache.Refusals}");
        return 0;
    }

    /// <summary>A module of so many functions, each of some 600 bytes.</summary>
    private static byte[] Wasm(int functions, int result)
    {
        StringBuilder text = new("(module (memory (export \"memory\") 1)");
        text.Append(CultureInfo.InvariantCulture, $"(func (export \"work\") (param i32) (result i32) i32.const {result})");
        for (int i = 0; i < functions; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(func (param i32) (result i32) local.get 0");
            for (int j = 0; j < 60; j++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" i32.const {i + j} i32.xor i32.const {j * 7} i32.add (i32.load (i32.const {j * 4})) i32.mul");
            }

            text.Append(')');
        }

        return Wasmtime.Module.ConvertText(text.Append(')').ToString());
    }
}
