using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>A host of shops with keys, whose guest asc compiled.</summary>
internal sealed class KeyedHost : IDisposable, IAsyncDisposable
{
    public const string Name = "shop";

    private static readonly Lazy<byte[]> Wasm = new(() => AssemblyScriptCompiler.Compile("assembly/keyed.ts", "--use", "abort="));

    private readonly GuestEngine engine;
    private readonly GuestModule module;

    public KeyedHost(
        KeyedGuestOptions? options = null,
        TimeProvider? time = null,
        ModuleLimits? limits = null,
        string module = "shop-module",
        ILoggerFactory? loggers = null)
    {
        engine = new GuestEngine(new GuestEngineOptions
        {
            Time = time ?? TimeProvider.System,
            Loggers = loggers ?? NullLoggerFactory.Instance,
            IsRecordable = options?.Recorder is not null,
        });
        this.module = engine.Load(new GuestManifest { Name = module, Limits = limits ?? new ModuleLimits() }, Wasm.Value);
        Guests = new KeyedGuests().Add<IShopGuest>(Name, this.module, options);
    }

    public KeyedGuests Guests { get; }

    public static byte[] Guest => Wasm.Value;

    // With a section that nobody reads, of the name `v`.
    private static byte[] OtherVersion => [.. Wasm.Value, 0, 2, 1, (byte)'v'];

    public string Version => module.Sha256;

    /// <summary>Puts another version in place, which does the same, and waits for the end of the one before.</summary>
    public Task<ModuleReplacement> ReplaceAsync() =>
        module.ReplaceAsync(module.Manifest, OtherVersion, new ReplaceOptions { DrainTime = TimeSpan.FromMinutes(1) });

    public IShopGuest Shop(string key) => Guests.Get<IShopGuest>(Name, key);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await Guests.DisposeAsync();
        module.Dispose();
        engine.Dispose();
    }
}
