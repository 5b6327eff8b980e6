using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting;

public sealed partial class GuestModule
{
    private readonly SemaphoreSlim replacing = new(1, 1);
    private readonly Lock switching = new();

    /// <summary>Is told when another version has taken the place of one, so that no instance of it is kept for later calls.</summary>
    internal event Action? Replaced;

    /// <summary>
    /// Puts another version of the module in place of this one while calls run, and loses none of them. It is checked like one that
    /// <see cref="GuestEngine"/> loads, must export what this one exports, and an instance of it must start. From then on instances are of
    /// it, in pools, too. Then waits until all of the version before are gone.
    /// </summary>
    /// <remarks>Whatever fails, this version stays as it is. Several replacements are made one after the other.</remarks>
    /// <param name="manifest">What guests of the new version may do. Its name is this one's.</param>
    /// <param name="wasm">The new version's binary form.</param>
    /// <param name="options">What it must do first, and how long the version before has.</param>
    /// <param name="cancellation">Ends it before the switch, or the wait after it: what is left then is ended at once.</param>
    /// <returns>What was replaced.</returns>
    /// <exception cref="GuestRefusedException">The new version does not fit its manifest, or what runs; all of it is listed.</exception>
    /// <exception cref="GuestCallException">An instance of it did not start, or failed in the check.</exception>
    /// <exception cref="ArgumentException">The manifest has another name.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the switch.</exception>
    /// <exception cref="ObjectDisposedException">The module is disposed.</exception>
    public async Task<ModuleReplacement> ReplaceAsync(
        GuestManifest manifest, ReadOnlyMemory<byte> wasm, ReplaceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        options ??= new ReplaceOptions();
        if (manifest.Name != Name)
        {
            throw new ArgumentException($"The manifest is of the module '{manifest.Name}', and not of '{Name}'.", nameof(manifest));
        }

        ModuleVersion before;
        ModuleVersion next;
        await replacing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            before = current;
            next = await Task.Run(() => Engine.Prepare(manifest, wasm.Span, options.SourceMap, Failures), cancellation)
                .ConfigureAwait(false);
            try
            {
                RequireExports(before, next);
                await TryAsync(next, options.Check, cancellation).ConfigureAwait(false);
                Switch(next);
                Engine.Audit?.Replaced(Name, before.Sha256, next.Sha256);
            }
            catch
            {
                next.Dispose();
                throw;
            }
        }
        catch (Exception exception)
        {
            Failures.WriteKept(exception);
            Engine.Audit?.Kept(Name, Sha256, exception);
            throw;
        }
        finally
        {
            replacing.Release();
        }

        int ended = await DrainAsync(before, options.DrainTime, cancellation).ConfigureAwait(false);
        Failures.WriteReplaced(before.Sha256, next.Sha256, ended);
        Engine.Audit?.Drained(Name, before.Sha256, ended);
        return new ModuleReplacement(before.Sha256, next.Sha256, ended);
    }

    private static void RequireExports(ModuleVersion before, ModuleVersion next)
    {
        IReadOnlyList<ContractDifference> differences = VersionCheck.FindDifferences(before.Compiled, next.Compiled);
        if (differences.Count > 0)
        {
            throw new GuestRefusedException(next.Manifest.Name, [.. differences.Select(difference => difference.Message)]);
        }
    }

    /// <summary>Starts an instance of a version, and has it checked, beside the module's own calls.</summary>
    private async Task TryAsync(ModuleVersion next, Action<GuestInstance>? check, CancellationToken cancellation)
    {
        FailureBudget budget = new(Engine.Options.MaxFailuresPerSecond, Engine.Options.Time);
        GuestLane lane = new(Name, budget, maxRunning: 1, maxWaiting: 2);
        ModuleLimits limits = next.Manifest.Limits;
        CallDeadline start = new(Name, limits.StartDeadline, Engine.Options.Time, cancellation);
        using GuestInstance canary = await GuestCall<GuestInstance>.RunAsync(Engine, lane, start, at =>
        {
            next.TryUse();
            return GuestInstance.Start(this, at, next);
        }).ConfigureAwait(false);
        if (check is not null)
        {
            CallDeadline deadline = new(Name, limits.Deadline, Engine.Options.Time, cancellation);
            await GuestCall<CallResult<bool>>.RunAsync(Engine, lane, deadline, at => canary.Call(
                guest =>
                {
                    check(guest);
                    return true;
                },
                at)).ConfigureAwait(false);
        }
    }

    private void Switch(ModuleVersion next)
    {
        lock (switching)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            current = next;
            Budget.Renew();
        }

        Engine.Threads.Continue();
    }

    private async Task<int> DrainAsync(ModuleVersion before, TimeSpan time, CancellationToken cancellation)
    {
        Task unused = before.RetireAsync();
        Replaced?.Invoke();
        try
        {
            await unused.WaitAsync(time, Engine.Options.Time, cancellation).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            int left = before.Users;
            before.EndInstances("because its module was replaced and the time for that was over");
            return left;
        }
        finally
        {
            before.Dispose();
        }
    }
}
