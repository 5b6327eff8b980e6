using System.Text.RegularExpressions;
using Ngixi.Bindgen;
using Shop;

namespace Ngixi.Mistakes;

/// <summary>A host that makes no mistake, for mistakes to be made with one of its steps.</summary>
internal sealed partial class Host : IDisposable
{
    public Engine Engine { get; } = new(GuestConfig.Create());

    /// <summary>Defines the imports; by default all of them.</summary>
    public Action<Linker> Define { get; init; } = linker =>
    {
        linker.DefineOrders(new Orders());
        linker.DefineAssemblyScript();
    };

    /// <summary>Gets whether it compares contracts before anything runs.</summary>
    public bool Checks { get; init; } = true;

    /// <summary>Gets whether it runs what the guest exports to be run first.</summary>
    public bool Starts { get; init; } = true;

    /// <summary>Runs a guest, and tells how that ended.</summary>
    public string Run(byte[] wasm, Func<Store, Instance, object?> use) => Try(() =>
    {
        using Module module = Module.FromBytes(Engine, "guest", wasm);
        using Linker linker = new(Engine);
        Define(linker);
        if (Checks)
        {
            linker.CheckContracts(Engine, module);
        }

        using Store store = new(Engine);
        Instance instance = linker.Instantiate(store, module);
        return use(store, Starts ? instance.Start() : instance);
    });

    public string Run(byte[] wasm) => Run(wasm, static (_, instance) => instance.GetFunction<int>("run")!());

    /// <summary>Tells the result of a use, or its exception with those inside it.</summary>
    public static string Try(Func<object?> use)
    {
        List<string> lines = [];
        try
        {
            lines.Add($"{use()}");
        }
        catch (Exception exception)
        {
            for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
            {
                lines.Add($"{inner.GetType().Name}: {inner.Message.TrimEnd()}");
            }
        }

        return Number().Replace(string.Join('\n', lines), "…");
    }

    public void Dispose() => Engine.Dispose();

    /// <summary>The numbers of a backtrace: the place in the module and the function without a name.</summary>
    [GeneratedRegex("(?<=^ +[0-9]+: +)0x[0-9a-f]+|(?<=<wasm function )[0-9]+", RegexOptions.Multiline)]
    private static partial Regex Number();
}
