using Ngixi.Bindgen.Native;
using Ngixi.Hosting.Modules;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>
/// Samples of the functions that guests of a module run, of those calls whose <see cref="CallOptions.Profile"/> it is: one call, or all of
/// some time. <see cref="Finish"/> has them in the form that profiler.firefox.com shows.
/// </summary>
/// <remarks>
/// A sample is taken at each <see cref="GuestEngineOptions.Tick"/> while the guest's own code runs. Calls that nobody profiles pay nothing.
/// For any number of threads.
/// </remarks>
public sealed class GuestProfile : IDisposable
{
    /// <summary>The most samples; what comes after them is left out.</summary>
    public const int MaxSamples = 200_000;

    private readonly Lock gate = new();
    private readonly NativeProfiler profiler;
    private readonly TimeProvider time;
    private bool isFinished;
    private int samples;

    /// <summary>Begins a profile of a module, as it is now: one that is replaced later is another.</summary>
    /// <param name="module">The module, built with names of its functions: <c>asc --debug</c>, or without <c>--strip-all</c>.</param>
    public GuestProfile(GuestModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        time = module.Engine.Options.Time;
        ModuleVersion version = module.Current;
        profiler = NativeProfiler.Begin(
            version.Native.Engine, module.Name, module.Engine.Options.Tick, version.Compiled);
    }

    /// <summary>Gets the number of samples.</summary>
    public int Samples => Volatile.Read(ref samples);

    /// <summary>Ends the profile. Calls that run with it go on, and add nothing.</summary>
    /// <returns>The profile, as JSON of Firefox's profiler in UTF-8.</returns>
    /// <exception cref="ObjectDisposedException">It is finished or disposed.</exception>
    public byte[] Finish()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isFinished, this);
            isFinished = true;
            return profiler.Finish();
        }
    }

    /// <summary>Forgets the samples, if it is not finished.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isFinished = true;
            profiler.Dispose();
        }
    }

    /// <summary>Adds what a guest runs now, on its thread.</summary>
    /// <param name="store">The guest's store.</param>
    /// <param name="since">The timestamp of the sample before, of the same call, or of its begin; is now after.</param>
    internal void Sample(Store store, ref long since)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            if (!isFinished && samples < MaxSamples)
            {
                profiler.Sample(store, time.GetElapsedTime(since, now));
                samples++;
            }

            since = now;
        }
    }
}
