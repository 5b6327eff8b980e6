using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>A host of the guest of these tests, whose world each test makes.</summary>
internal sealed class WorldHost : IDisposable
{
    private readonly GuestEngine engine;

    public WorldHost(TimeProvider? time = null, ulong? fuel = null, byte[]? wasm = null)
    {
        GuestEngineOptions options = World.Options(_ => World);
        options.Time = time ?? TimeProvider.System;
        engine = new GuestEngine(options);
        ModuleLimits limits = new() { Fuel = fuel, Memory = 4 * 1024 * 1024, HostCalls = 1_000, Deadline = TimeSpan.FromMinutes(10) };
        Module = engine.Load(Manifest.Granting("""{ "world": true }""", options) with { Limits = limits }, wasm ?? WorldGuest.Bytes);
    }

    public GuestModule Module { get; }

    /// <summary>Gets or sets the world of the instances that are made next.</summary>
    public World World { get; set; } = new(new Random(1));

    /// <summary>Records a guest that takes some steps in one call. How it ends does not matter here.</summary>
    public Task RecordAsync(string file, RecordingOptions? options, params int[] steps)
    {
        World = new World(new Random(1)) { Steps = new Queue<int>(steps), Found = World.Found, Filling = World.Filling };
        return RecordAsync(file, options, static guest => guest.Invoke("run", 3));
    }

    /// <summary>Records a guest.</summary>
    public async Task RecordAsync(string file, RecordingOptions? options, Func<GuestInstance, long?> call)
    {
        using GuestInstance guest = await Module.StartRecordedAsync(GuestRecorder.ToFile(file, options));
        World.Guest = guest;
        try
        {
            await guest.CallAsync(call);
        }
        catch (Exception exception) when (exception is GuestCallException or OperationCanceledException)
        {
            // The replay must end as it did.
        }
    }

    public void Dispose()
    {
        Module.Dispose();
        engine.Dispose();
    }
}
