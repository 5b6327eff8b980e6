using Microsoft.Extensions.Time.Testing;
using Ngixi.Hosting.Running;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Running;

/// <summary>Who comes before whom where threads compete for a processor.</summary>
public sealed class ThreadTurnsTests
{
    [Fact]
    public async Task A_call_begins_with_short_turns_and_has_long_ones_when_it_has_run_for_long()
    {
        using GuestEngine engine = new();
        GuestManifest manifest = new()
        {
            Name = "test",
            Grants = new Dictionary<string, GuestGrant>
            {
                ["turns"] = new((linker, _) => linker.DefineFunction("turns", "are_long", () => ThreadTurns.AreLong ? 1 : 0)),
            },
        };
        using GuestModule module = engine.Load(manifest, Wat.Bytes("""
            (module
              (import "turns" "are_long" (func $are_long (result i32)))
              (func (export "first") (result i32) (call $are_long))
              (func (export "run until they are") (loop (br_if 0 (i32.eqz (call $are_long))))))
            """));
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(0, (await guest.CallAsync(it => it.Run("first"))).Value);
        await guest.CallAsync(it => it.Run("run until they are"));
        Assert.Equal(0, (await guest.CallAsync(it => it.Run("first"))).Value);
    }

    [Fact]
    public async Task A_module_whose_guests_failed_has_long_turns_for_a_second_and_its_neighbours_short_ones()
    {
        FakeTimeProvider time = new();
        using GuestEngine engine = new(new GuestEngineOptions { Time = time });
        using GuestModule failing = engine.LoadText(Wat.Odd, name: "failing");
        using GuestModule calm = engine.LoadText(Wat.Odd, name: "calm");
        using GuestPool pool = failing.CreatePool();
        using GuestInstance neighbour = await calm.StartAsync();
        Assert.False((await pool.CallAsync(_ => ThreadTurns.AreLong)).Value);
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(it => it.Run("fail")));
        Assert.True((await pool.CallAsync(_ => ThreadTurns.AreLong)).Value);
        Assert.False((await neighbour.CallAsync(_ => ThreadTurns.AreLong)).Value);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await pool.CallAsync(_ => ThreadTurns.AreLong)).Value);
    }
}
