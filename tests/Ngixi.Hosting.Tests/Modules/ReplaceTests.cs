using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

public sealed class ReplaceTests : IDisposable
{
    private readonly GuestEngine engine = new();
    private readonly GuestModule module;

    public ReplaceTests() => module = engine.LoadText(Version(1), name: "shop");

    [Fact]
    public async Task New_calls_go_to_the_new_version_and_instances_of_the_old_remain()
    {
        string before = module.Sha256;
        GuestInstance old = await module.StartAsync();
        Task<ModuleReplacement> replacing = ReplaceAsync(Version(2));
        await WaitForAsync(() => module.Sha256 != before);
        Assert.Equal(2, await CallAsync());
        Assert.Equal(1, (await old.CallAsync(it => it.Run("version"))).Value);
        Assert.True(old.IsOutdated);
        Assert.False(replacing.IsCompleted);
        old.Dispose();
        Assert.Equal(new ModuleReplacement(before, module.Sha256, 0), await replacing);
    }

    [Theory]
    [InlineData("(module)", "It lacks the export `version`, which the version that runs has.")]
    [InlineData(
        """(module (func (export "version") (result i64) i64.const 2) (func (export "spin")))""",
        "It exports `version` as a function `() -> i64`; the version that runs has a function `() -> i32`.")]
    [InlineData(
        """(module (import "host" "secret" (func)) (func (export "version") (result i32) i32.const 2) (func (export "spin")))""",
        "secret")]
    public async Task A_version_of_another_contract_is_refused(string text, string reason)
    {
        GuestRefusedException exception = await Assert.ThrowsAsync<GuestRefusedException>(() => ReplaceAsync(text));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CallAsync());
    }

    [Fact]
    public async Task A_version_that_does_not_start_is_rolled_back()
    {
        string start = Version(2).Replace("(module", "(module (func $start unreachable) (start $start)", StringComparison.Ordinal);
        GuestTrapException exception = await Assert.ThrowsAsync<GuestTrapException>(() => ReplaceAsync(start));
        Assert.Contains("trapped", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CallAsync());
    }

    [Fact]
    public async Task A_version_that_fails_the_check_is_rolled_back()
    {
        ReplaceOptions options = new() { Check = guest => Assert.Equal(3, guest.Run("version")) };
        await Assert.ThrowsAsync<Xunit.Sdk.EqualException>(() => ReplaceAsync(Version(2), options));
        Assert.Equal(1, await CallAsync());
        await ReplaceAsync(Version(3), options);
        Assert.Equal(3, await CallAsync());
    }

    [Fact]
    public async Task A_manifest_of_another_name_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => module.ReplaceAsync(new GuestManifest { Name = "other" }, Wat.Bytes(Version(2))));

    [Fact]
    public async Task What_is_left_when_the_time_is_over_is_ended()
    {
        using GuestInstance idle = await module.StartAsync();
        using GuestInstance busy = await module.StartAsync();
        TaskCompletionSource runs = new();
        Task<CallResult<object?>> call = busy.CallAsync(it =>
        {
            runs.SetResult();
            return it.Run("spin");
        });
        await runs.Task;
        ModuleReplacement replacement = await ReplaceAsync(Version(2), new ReplaceOptions { DrainTime = TimeSpan.FromMilliseconds(50) });
        Assert.Equal(2, replacement.Ended);
        GuestDeadlineException exception = await Assert.ThrowsAsync<GuestDeadlineException>(() => call);
        Assert.Equal(
            "A call of the module 'shop' was ended because its module was replaced and the time for that was over, in the guest.",
            exception.Message);
        Assert.True(idle.IsDropped);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => idle.CallAsync(it => it.Run("version")));
    }

    [Fact]
    public async Task No_call_is_lost_while_a_module_is_replaced_again_and_again()
    {
        using GuestPool pool = module.CreatePool(new PoolOptions { MaxInstances = 4 });
        using CancellationTokenSource end = new();
        Task<int>[] callers =
        [
            .. Enumerable.Range(0, 4).Select(_ => CallAllTheTimeAsync(
                async () => (await pool.CallAsync(it => (int)it.Run("version")!)).Value, end.Token)),
            .. Enumerable.Range(0, 2).Select(_ => CallAllTheTimeAsync(CallAsync, end.Token)),
        ];
        int version = 1;
        for (int i = 0; i < Tries.Count(100); i++)
        {
            if (i % 2 == 1)
            {
                await Assert.ThrowsAnyAsync<Exception>(() => ReplaceAsync(Bad(i, version + 1)));
                continue;
            }

            ModuleReplacement replacement = await ReplaceAsync(Version(++version));
            Assert.Equal(0, replacement.Ended);
            Assert.Equal(version, await CallAsync());
        }

        await end.CancelAsync();
        int[] calls = await Task.WhenAll(callers);
        Assert.All(calls, count => Assert.True(count > 10));
        Assert.InRange(pool.Instances, 0, 4);
    }

    [Fact]
    public async Task A_call_that_has_not_begun_when_its_version_is_ended_goes_to_the_next()
    {
        using GuestPool pool = module.CreatePool(new PoolOptions { MaxInstances = 4 });
        using CancellationTokenSource end = new();
        Task[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    await pool.CallAsync(it => it.Run("version"));
                }
                catch (GuestDeadlineException exception)
                {
                    // One that has begun is ended, as there is no time.
                    Assert.Contains("because its module was replaced", exception.Message, StringComparison.Ordinal);
                }
            }
        }))];
        for (int version = 2; version < 2 + Tries.Count(100); version++)
        {
            await ReplaceAsync(Version(version), new ReplaceOptions { DrainTime = TimeSpan.Zero });
        }

        await end.CancelAsync();
        await Task.WhenAll(callers);
    }

    public void Dispose()
    {
        module.Dispose();
        engine.Dispose();
    }

    private static string Version(int number) =>
        $"""(module (func (export "version") (result i32) i32.const {number}) (func (export "spin") (loop br 0)))""";

    private static string Bad(int kind, int number) => (kind % 3) switch
    {
        0 => "(module)",
        1 => Version(number).Replace("(module", "(module (func $start unreachable) (start $start)", StringComparison.Ordinal),
        _ => Version(number).Replace("(module", """(module (import "host" "secret" (func))""", StringComparison.Ordinal),
    };

    /// <summary>Calls until the end. A call that comes after another is never of an older version.</summary>
    private static Task<int> CallAllTheTimeAsync(Func<Task<int>> call, CancellationToken end) => Task.Run(async () =>
    {
        int calls = 0;
        for (int latest = 0; !end.IsCancellationRequested; calls++)
        {
            int version = await call();
            Assert.True(version >= latest, $"{version} after {latest}");
            latest = version;
        }

        return calls;
    });

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private async Task<int> CallAsync()
    {
        using GuestInstance guest = await module.StartAsync();
        return (await guest.CallAsync(it => (int)it.Run("version")!)).Value;
    }

    private Task<ModuleReplacement> ReplaceAsync(string text, ReplaceOptions? options = null) =>
        module.ReplaceAsync(module.Manifest, Wat.Bytes(text), options);
}
