using System.Diagnostics;
using Ngixi.Hosting.Tests.Keyed;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests;

/// <summary>What a caller's context has, such as the activity of its request, is that of the host's methods, too.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task A_call_of_a_pool_is_in_the_activity_of_its_caller()
    {
        List<string?> seen = [];
        using GuestEngine engine = new();
        GuestManifest manifest = new()
        {
            Name = "test",
            Grants = new Dictionary<string, GuestGrant>
            {
                ["look"] = new((linker, _) => linker.DefineFunction("test", "look", () => seen.Add(Activity.Current?.OperationName))),
            },
        };
        using GuestModule module = engine.Load(
            manifest, Wat.Bytes("""(module (import "test" "look" (func $look)) (func (export "run") (call $look)))"""));
        using GuestPool pool = module.CreatePool();
        foreach (string name in (string[])["first", "second"])
        {
            using Activity request = new Activity(name).Start();
            await pool.CallAsync(it => it.Run("run"));
        }

        await pool.CallAsync(it => it.Run("run"));
        Assert.Equal(["first", "second", null], seen);
    }

    [Fact]
    public async Task A_call_of_a_guest_with_a_key_is_in_the_activity_of_its_caller_also_where_it_waited_for_another()
    {
        GatedStore store = new();
        await using KeyedHost host = new(new KeyedGuestOptions { State = GuestState.SavedBeforeAnswer, Store = store });
        await host.Shop("key").AddAsync("pear", 1);
        store.Close();
        List<Task> calls = [];
        foreach (string name in (string[])["first", "second", "third"])
        {
            using Activity request = new Activity(name).Start();
            calls.Add(host.Shop("key").AddAsync("pear", 1).AsTask());
        }

        store.Reopen();
        await Task.WhenAll(calls);
        Assert.Equal([null, "first", "second", "third"], store.Activities);
    }
}
