using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <content>
/// Stores that are disposed while a guest of theirs runs. Not by a delegate of Wasmtime .NET's own, <c>instance.GetAction</c> say,
/// which ends the process still: an import could take a reference of the store's native handle, but it does not learn when
/// such a call ends, to give it back; and as long as it has one, the handle does not tell that it was disposed.
/// </content>
internal static partial class Attacks
{
    private const string Starter =
        """
        (module
          (import "odd" "ping" (func $ping))
          (memory (export "memory") 1)
          (func $start (export "_initialize") (call $ping) (i32.store (i32.const 8) (memory.grow (i32.const 1)))) START)
        """;

    public static void A_method_that_disposes_the_store_of_its_guest()
    {
        using Engine engine = new(GuestConfig.Create());
        for (int i = 0; i < 20; i++)
        {
            OddGuest? guest = null;
            Odd odd = new()
            {
                OnPing = () => guest!.Dispose(),
                OnFill = bytes =>
                {
                    guest!.Dispose();
                    bytes.Fill(7);
                },
                OnSum = bytes =>
                {
                    guest!.Dispose();
                    return bytes[^1];
                },
                OnCount = number =>
                {
                    guest!.Dispose();
                    return Task.FromResult(number);
                },
                OnOpen = async () =>
                {
                    await Task.Yield();
                    guest!.Dispose();
                    return new OddFile(() => { });
                },
            };
            Action<IOddPlugin>[] calls =
            [
                plugin => plugin.Ping(),
                plugin => plugin.Fill(),
                plugin => plugin.Sum(),
                plugin => plugin.Count(3),
                plugin => plugin.Open(),
            ];
            foreach (Action<IOddPlugin> call in calls)
            {
                guest = OddGuest.Of(engine, odd);
                Assert.Contains(
                    "disposed while the guest ran",
                    Assert.Throws<ObjectDisposedException>(() => call(guest.Plugin)).Message,
                    StringComparison.Ordinal);
                Assert.Throws<ObjectDisposedException>(() => call(guest.Plugin));
            }
        }
    }

    public static void A_method_that_disposes_the_store_and_throws()
    {
        using Engine engine = new(GuestConfig.Create());
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd
        {
            OnPing = () =>
            {
                guest!.Dispose();
                throw new IOException("full");
            },
        });

        Assert.IsType<IOException>(Assert.Throws<WasmtimeException>(guest.Plugin.Ping).InnerException?.InnerException);
        Assert.Throws<ObjectDisposedException>(() => guest.Plugin.Descend(1));
    }

    public static void A_method_that_disposes_the_store_and_calls_its_guest()
    {
        using Engine engine = new(GuestConfig.Create());
        OddGuest? guest = null;
        int descended = 0;
        guest = OddGuest.Of(engine, new Odd
        {
            OnPing = () =>
            {
                guest!.Dispose();
                descended = guest.Plugin.Descend(3);
            },
        });
        Assert.Throws<ObjectDisposedException>(guest.Plugin.Ping);
        Assert.Equal(3, descended);
    }

    public static void Another_thread_that_disposes_the_store_while_its_guest_runs()
    {
        using Engine engine = new(GuestConfig.Create());
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd { OnPing = () => Task.Run(guest!.Dispose).GetAwaiter().GetResult() });
        Assert.Throws<ObjectDisposedException>(guest.Plugin.Ping);
    }

    public static void A_store_that_is_disposed_in_a_call_releases_what_its_guest_holds_at_the_end_of_it()
    {
        using Engine engine = new(GuestConfig.Create());
        int disposed = 0;
        int disposedInCall = -1;
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd
        {
            OnOpen = () => Task.FromResult<IOddFile>(new OddFile(() => disposed++)),
            OnPing = () =>
            {
                guest!.Dispose();
                disposedInCall = disposed;
            },
        });
        guest.Plugin.Open();
        Assert.Throws<ObjectDisposedException>(guest.Plugin.Ping);
        Assert.Equal((0, 1), (disposedInCall, disposed));
    }

    public static void A_linked_module_that_is_disposed_leaves_the_store_to_any_thread()
    {
        using Engine engine = new(GuestConfig.Create());
        using Linker linker = new(engine);
        using Module module = Module.FromText(engine, "empty", "(module)");
        using LinkedModule linked = new(linker, module);
        LinkedModule disposed = new(linker, module);
        disposed.Dispose();
        using Store store = new(engine);
        Assert.Throws<ObjectDisposedException>(() => disposed.Instantiate(store));
        OnThreads(1, () => linked.Instantiate(store));
    }

    public static void A_method_that_disposes_the_store_while_its_guest_starts()
    {
        using Engine engine = new(GuestConfig.Create());
        Store? store = null;
        using Linker linker = new(engine);
        linker.DefineOdd(new Odd { OnPing = () => store!.Dispose() });
        using (Module module = Module.FromText(engine, "starter", Starter.Replace("START", "", StringComparison.Ordinal)))
        using (LinkedModule linked = new(linker, module))
        {
            store = new Store(engine);
            Assert.Throws<ObjectDisposedException>(() => linked.Instantiate(store).Start());
        }

        using (Module module = Module.FromText(engine, "starter", Starter.Replace("START", "(start $start)", StringComparison.Ordinal)))
        using (LinkedModule linked = new(linker, module))
        {
            store = new Store(engine);
            Assert.Throws<ObjectDisposedException>(() => linked.Instantiate(store));
            Assert.Throws<ObjectDisposedException>(() => linked.Instantiate(store));
        }
    }
}
