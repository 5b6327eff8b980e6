using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <content>Recursion: of guests, of what they pass, of guests and hosts that call each other.</content>
internal static partial class Attacks
{
    private const int Endless = int.MaxValue;

    public static void A_guest_that_recurses_on_a_small_thread()
    {
        using Engine engine = new(GuestConfig.Create());
        foreach (int kibibytes in (int[])[128, 256, 512, 600])
        {
            OnThread(kibibytes * 1024, () =>
            {
                using OddGuest guest = OddGuest.Of(engine, new Odd());
                Assert.Throws<InsufficientExecutionStackException>(() => guest.Plugin.Descend(Endless));
            });
        }

        foreach (int kibibytes in (int[])[1024, 1536, 8192])
        {
            OnThread(kibibytes * 1024, () =>
            {
                using OddGuest guest = OddGuest.Of(engine, new Odd());
                Assert.Equal(TrapCode.StackOverflow, Assert.Throws<TrapException>(() => guest.Plugin.Descend(Endless)).Type);
            });
        }
    }

    public static void A_guest_of_an_engine_of_larger_stacks_that_recurses()
    {
        const int Mebibyte = 1024 * 1024;
        foreach ((int limit, int refused, int large) in ((int, int, int)[])[
            (64 * 1024, 128 * 1024, 512 * 1024),
            (Mebibyte, Mebibyte, 2 * Mebibyte),
            (2 * Mebibyte, 2 * Mebibyte, 4 * Mebibyte),
        ])
        {
            using Engine engine = new(GuestConfig.Create().WithMaximumStackSize(limit));
            OnThread(refused, () =>
            {
                using OddGuest guest = OddGuest.Of(engine, new Odd());
                Assert.Contains(
                    $"needs {(limit / 1024) + 128} KiB",
                    Assert.Throws<InsufficientExecutionStackException>(() => guest.Plugin.Descend(Endless)).Message,
                    StringComparison.Ordinal);
            });
            OnThread(large, () =>
            {
                using OddGuest guest = OddGuest.Of(engine, new Odd());
                Assert.Equal(TrapCode.StackOverflow, Assert.Throws<TrapException>(() => guest.Plugin.Descend(Endless)).Type);
            });
        }
    }

    public static void A_small_thread_that_runs_a_guest_by_Wasmtimes_own_delegate_is_told_at_the_first_import()
    {
        using Engine engine = new(GuestConfig.Create());
        OnThread(512 * 1024, () =>
        {
            using OddGuest guest = OddGuest.Of(engine, new Odd());
            Assert.IsType<InsufficientExecutionStackException>(
                Assert.Throws<WasmtimeException>(guest.Instance.GetAction("odd_ping")!).InnerException?.InnerException);
        });
        OnThread(1024 * 1024, () =>
        {
            using OddGuest guest = OddGuest.Of(engine, new Odd());
            guest.Instance.GetAction("odd_ping")!();
        });
    }

    public static void A_guest_that_recurses_from_the_depth_of_the_hosts_recursion()
    {
        using Engine engine = new(GuestConfig.Create());
        OnThread(2 * 1024 * 1024, () =>
        {
            using OddGuest guest = OddGuest.Of(engine, new Odd());
            Assert.Throws<InsufficientExecutionStackException>(() => Deeper(guest));
        });

        static int Deeper(OddGuest guest)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            Span<byte> frame = stackalloc byte[1024];
            frame[^1] = 1;
            Assert.Equal(3, guest.Plugin.Descend(3));
            return Deeper(guest) + frame[^1];
        }
    }

    public static void A_start_function_that_recurses_on_a_small_thread()
    {
        using Engine engine = new(GuestConfig.Create());
        using Linker linker = new(engine);
        using Module module = Module.FromText(engine, "start", "(module (func $f (call $f)) (start $f))");
        using LinkedModule linked = new(linker, module);
        OnThread(256 * 1024, () =>
        {
            using Store store = new(engine);
            Assert.Throws<InsufficientExecutionStackException>(() => linked.Instantiate(store));
        });
        OnThread(1024 * 1024, () =>
        {
            using Store store = new(engine);
            Assert.Throws<TrapException>(() => linked.Instantiate(store));
        });
    }

    public static void Values_that_nest_as_deep_as_the_options_allow()
    {
        using Engine engine = new(GuestConfig.Create());
        foreach (int kibibytes in (int[])[700, 1024, 1536])
        {
            OnThread(kibibytes * 1024, () =>
            {
                using OddGuest guest = OddGuest.Of(engine, new Odd { OnDig = () => Chain(999) });
                guest.Store.SetGuestOptions(new GuestOptions { MaxNesting = 1000 });
                Assert.Contains(
                    "nests deeper",
                    Assert.Throws<WasmtimeException>(() => guest.Instance.GetAction("odd_nest")!()).InnerException?.Message,
                    StringComparison.Ordinal);

                // As deep as allowed: it is written, or refused where the stack has no room.
                try
                {
                    guest.Instance.GetAction("odd_dig")!();
                }
                catch (WasmtimeException exception)
                {
                    Assert.Contains("nests deeper", exception.InnerException?.Message, StringComparison.Ordinal);
                }
            });
        }
    }

    public static void A_guest_and_a_host_that_call_each_other_without_end()
    {
        using Engine engine = new(GuestConfig.Create());
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd { OnPing = () => guest!.Plugin.Ping() });
        using (guest)
        {
            WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(guest.Plugin.Ping);
            Assert.InRange(exception.Message.Length, 1, 10_000);
            Assert.InRange(exception.ToString().Length, 1, 2_000_000);
        }
    }

    private static Deep? NextOf(Deep? next) =>
        new(
            next, default, default, default, default, default, default, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "i", "j", 1, 2,
            []);

    private static Deep Chain(int levels)
    {
        Deep? deep = null;
        for (int i = 0; i < levels; i++)
        {
            deep = NextOf(deep);
        }

        return deep!;
    }

    private static void OnThread(int stackSize, Action action)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(action), stackSize);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
