using Ngixi.Bindgen;
using Ngixi.Hosting;
using Ngixi.Hosting.Diagnostics;

namespace Ngixi.Testing.Running;

/// <summary>Runs tests, each with an engine, a module and an instance of its own: none sees what another left.</summary>
internal sealed class TestRunner(TestedModule module, GuestTestOptions options)
{
    public static async Task<GuestTestRun> RunAsync(
        TestedModule module, GuestTestOptions options, IReadOnlyList<string> tests, CancellationToken cancellation)
    {
        TimeProvider time = options.Engine().Time;
        DateTimeOffset started = time.GetUtcNow();
        long before = time.GetTimestamp();
        GuestTestResult[] results = new GuestTestResult[tests.Count];
        TestRunner runner = new(module, options);
        await Parallel.ForAsync(
            0,
            tests.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancellation },
            async (index, ended) => results[index] = await runner.RunAsync(tests[index], ended).ConfigureAwait(false))
            .ConfigureAwait(false);
        return new GuestTestRun(module.Manifest.Name, started, time.GetElapsedTime(before), results);
    }

    private async Task<GuestTestResult> RunAsync(string test, CancellationToken cancellation)
    {
        GuestEngineOptions host = options.Engine();
        TestLog log = new(host.Loggers, module.Manifest.Name);
        host.Loggers = log;
        DateTimeOffset started = host.Time.GetUtcNow();
        string? problem = module.ProblemOf(test);
        GuestCallException? failure = null;
        using GuestEngine engine = new(host);
        using GuestModule loaded = engine.Load(module.Manifest, module.Wasm.Span, options.SourceMap);
        long before = host.Time.GetTimestamp();
        if (problem is null)
        {
            failure = await RunAsync(loaded, test, cancellation).ConfigureAwait(false);
        }

        return new GuestTestResult(
            module.Manifest.Name, test, host.Time.GetElapsedTime(before), problem ?? (failure is null ? null : ReasonOf(failure)))
        {
            Started = started,
            Frames = failure?.Frames ?? [],
            Log = log.Lines,
            Exception = failure,
        };
    }

    private static async Task<GuestCallException?> RunAsync(GuestModule module, string test, CancellationToken cancellation)
    {
        try
        {
            using GuestInstance guest = await module.StartAsync(cancellation).ConfigureAwait(false);
            await guest.CallAsync(
                it =>
                {
                    it.Instance.GetAction(test)!();
                    return true;
                },
                cancellation: cancellation).ConfigureAwait(false);
            return null;
        }
        catch (GuestCallException exception)
        {
            return exception;
        }
    }

    /// <summary>Says why a test failed, without what its result says besides: the module's name and the frames.</summary>
    private string ReasonOf(GuestCallException failure)
    {
        if (failure.InnerException is WasmImportException { InnerException: UnansweredImportException unanswered })
        {
            return unanswered.Message;
        }

        string frames = GuestStack.Lines(failure.Frames);
        string message = failure.Message.EndsWith(frames, StringComparison.Ordinal) ? failure.Message[..^frames.Length] : failure.Message;
        string subject = $"A guest of the module '{module.Manifest.Name}' ";
        return message.StartsWith(subject, StringComparison.Ordinal) ? $"It {message[subject.Length..]}" : message;
    }
}
