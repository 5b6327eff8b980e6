using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>One linker serves many stores, and a store may hold several instances; none sees another's.</summary>
public sealed class IsolationTests
{
    private static readonly string[] Imports = ["types.text (i32 i32 i32) -> i32", "types.fill (i32 i32) -> i32"];

    [Fact]
    public void Two_instances_in_one_store_have_their_own_memory()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        using Store store = new(RawGuest.Engine);
        RawGuest first = RawGuest.CreateIn(store, linker, Imports);
        RawGuest second = RawGuest.CreateIn(store, linker, Imports);
        first.WriteArea(64, capacity: 32);
        second.WriteArea(64, capacity: 32);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("first", Echo(first, "first"));
            Assert.Equal("second", Echo(second, "second"));
        }
    }

    [Fact]
    public void Two_stores_of_one_linker_have_their_own_memory()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        using RawGuest first = RawGuest.Create(linker, Imports);
        using RawGuest second = RawGuest.Create(linker, Imports);
        first.WriteArea(64, capacity: 32);
        second.WriteArea(64, capacity: 32);
        Assert.Equal("first", Echo(first, "first"));
        Assert.Equal("second", Echo(second, "second"));
        Assert.Equal("first", Echo(first, "first"));
    }

    [Fact]
    public void More_instances_than_the_host_finds_at_once_are_told_apart()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        RawGuest[] guests = [.. Enumerable.Range(0, 600).Select(_ => RawGuest.Create(linker, Imports))];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < guests.Length; i++)
            {
                guests[i].WriteArea(64, capacity: 32);
                Assert.Equal($"guest {i}", Echo(guests[i], $"guest {i}"));
            }
        }

        Array.ForEach(guests, guest => guest.Dispose());
    }

    [Fact]
    public void A_parked_result_belongs_to_its_instance()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        string[] imports = ["types.bytes (i32 i32 i32) -> i32", "ngixi.take (i32 i32)"];
        using RawGuest first = RawGuest.Create(linker, imports);
        using RawGuest second = RawGuest.Create(linker, imports);
        first.WriteArea(1024, capacity: 8);
        first.Bytes(0, 16).Fill(5);
        Assert.Equal(16, first.Call("bytes", 0, 16, 1024));
        Assert.True(second.CallToFail("take", 0, 16).IsBadArgument);
        first.Call("take", 64, 16);
        Assert.Equal(5, first.Bytes(79, 1)[0]);
    }

    [Fact]
    public void Stores_made_after_others_were_disposed_start_afresh()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        for (int i = 0; i < 50; i++)
        {
            using RawGuest guest = RawGuest.Create(linker, Imports);
            guest.WriteArea(64, capacity: 32);
            Assert.Equal($"guest {i}", Echo(guest, $"guest {i}"));
        }
    }

    [Fact]
    public void An_implementation_for_each_instance_is_made_once_for_each()
    {
        List<EchoTypes> made = [];
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(_ =>
        {
            EchoTypes types = new();
            made.Add(types);
            return types;
        });
        using Store store = new(RawGuest.Engine);
        RawGuest first = RawGuest.CreateIn(store, linker, Imports);
        RawGuest second = RawGuest.CreateIn(store, linker, Imports);
        Assert.Empty(made);
        first.Call("fill", 0, 1);
        first.Call("fill", 0, 1);
        second.Call("fill", 0, 1);
        first.Call("fill", 0, 1);
        Assert.Equal([3, 1], made.Select(types => types.Calls));
    }

    [Fact]
    public void The_context_tells_the_store_and_its_data()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineJobs(new Jobs());
        using Store first = new(RawGuest.Engine, 1);
        using Store second = new(RawGuest.Engine, 2);
        Assert.Equal(1, RawGuest.CreateIn(first, linker, "jobs.job_tenant () -> i32").Call("job_tenant"));
        Assert.Equal(2, RawGuest.CreateIn(second, linker, "jobs.job_tenant () -> i32").Call("job_tenant"));
    }

    [Fact]
    public void What_is_registered_is_disposed_with_the_store_the_last_first()
    {
        List<string> disposed = [];
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(context =>
        {
            context.RegisterForDispose(new OnDispose(() => disposed.Add("first")));
            context.RegisterForDispose(new OnDispose(() => disposed.Add("second")));
            return new EchoTypes();
        });
        RawGuest guest = RawGuest.Create(linker, Imports);
        guest.Call("fill", 0, 1);
        Assert.Empty(disposed);
        guest.Dispose();
        Assert.Equal(["second", "first"], disposed);
    }

    [Fact]
    public async Task Threads_with_a_store_each_do_not_disturb_one_another()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            using RawGuest guest = RawGuest.Create(linker, Imports);
            guest.WriteArea(64, capacity: 32);
            for (int i = 0; i < 2_000; i++)
            {
                Assert.Equal($"{thread}:{i}", Echo(guest, $"{thread}:{i}"));
            }
        })));
    }

    /// <summary>Which instance calls is remembered for each thread and for all of them: neither may be taken for another.</summary>
    [Fact]
    public async Task Threads_that_alternate_between_instances_never_mix_them_up()
    {
        const int Rounds = 1_000;
        ConcurrentBag<EchoTypes> made = [];
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(_ =>
        {
            EchoTypes types = new();
            made.Add(types);
            return types;
        });
        using RawGuest small = RawGuest.Create(linker, Imports);
        using RawGuest large = RawGuest.Create(linker, Imports);
        small.WriteArea(64, capacity: 32);
        large.WriteArea(64, capacity: 32);
        large.Call("grow");
        using Barrier barrier = new(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(thread => Task.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                RawGuest guest = (thread + round) % 2 == 0 ? small : large;
                Assert.Equal($"{thread}:{round}", Echo(guest, $"{thread}:{round}"));
                if (guest == large)
                {
                    Assert.Equal(4, guest.Call("fill", RawGuest.MemorySize, 4));
                }
                else if (round % 50 == thread)
                {
                    Assert.True(guest.CallToFail("fill", RawGuest.MemorySize, 4).IsBadArgument);
                }

                Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30)), "the other thread failed");
            }
        })));
        Assert.Equal([Rounds, 2 * Rounds], made.Select(types => types.Calls).Order());
    }

    [Fact]
    public void An_instance_may_go_on_on_another_thread()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        using RawGuest guest = RawGuest.Create(linker, Imports);
        guest.WriteArea(64, capacity: 32);
        Assert.Equal("here", Echo(guest, "here"));
        string? there = null;
        Thread thread = new(() => there = Echo(guest, "there"));
        thread.Start();
        thread.Join();
        Assert.Equal("there", there);
    }

    [Fact]
    public void A_store_that_was_disposed_is_not_held()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        WeakReference<Store> store = UseAndDispose(linker);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(store.TryGetTarget(out _));
    }

    [Fact]
    public void A_linker_that_was_disposed_lets_its_implementations_go()
    {
        WeakReference<EchoTypes> types = DefineAndDispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(types.TryGetTarget(out _));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Store> UseAndDispose(Linker linker)
    {
        using RawGuest guest = RawGuest.Create(linker, Imports);
        guest.Call("fill", 0, 1);
        return new WeakReference<Store>(guest.Store);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<EchoTypes> DefineAndDispose()
    {
        EchoTypes types = new();
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(types);
        return new WeakReference<EchoTypes>(types);
    }

    private static string Echo(RawGuest guest, string text)
    {
        guest.Write(16, Encoding.UTF8.GetBytes(text));
        int length = (int)guest.Call("text", 16, text.Length, 64)!;
        return Encoding.UTF8.GetString(guest.Bytes(72, length));
    }

    private sealed class OnDispose(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
