using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Examples;

/// <summary>What the guest exports.</summary>
[WasmExport]
public interface INotes
{
    IReadOnlyList<string> Summarize();
}

/// <summary>A guest reads a directory of the host, and writes to a drive in memory. It cannot write to the directory.</summary>
internal static class Files
{
    public static async Task RunAsync()
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "files.ngixi.json"));
        using GuestPool pool = module.CreatePool();
        CallResult<IReadOnlyList<string>> lines = await pool.CallAsync(guest => guest.Instance.GetNotes().Summarize());
        foreach (string line in lines.Value)
        {
            Console.WriteLine(line);
        }
    }
}
