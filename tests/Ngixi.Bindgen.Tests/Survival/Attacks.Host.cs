using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <content>The host's own code in odd places.</content>
internal static partial class Attacks
{
    public static void A_factory_that_grows_the_guest()
    {
        using Engine engine = OddGuest.MovingEngine();
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, _ =>
        {
            guest!.Plugin.Grow(200);
            return new Odd();
        });
        using (guest)
        {
            Assert.Equal(7, guest.Plugin.Fill());
        }
    }

    public static void A_factory_whose_guest_calls_what_it_makes()
    {
        using Engine engine = new(GuestConfig.Create());
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, _ =>
        {
            guest!.Plugin.Ping();
            return new Odd();
        });
        using (guest)
        {
            Assert.Contains(
                "is being made for it",
                Assert.Throws<WasmtimeException>(guest.Plugin.Ping).ToString(),
                StringComparison.Ordinal);
        }
    }

    public static void A_view_of_memory_that_moved()
    {
        using Engine engine = OddGuest.MovingEngine();
        foreach (bool isWritten in (bool[])[false, true])
        {
            OddGuest? guest = null;
            guest = OddGuest.Of(engine, new Odd
            {
                OnSum = bytes =>
                {
                    guest!.Plugin.Grow(100);
                    return bytes[0];
                },
                OnFill = bytes =>
                {
                    guest!.Plugin.Grow(100);
                    bytes.Fill(1);
                },
            });
            using (guest)
            {
                WasmtimeException exception = Assert.Throws<WasmtimeException>(() =>
                    guest.Instance.GetFunction(isWritten ? "odd_fill" : "odd_sum")!.Invoke());
                Assert.Contains("memory has moved", exception.InnerException?.Message, StringComparison.Ordinal);
            }
        }
    }

    public static void A_view_of_memory_that_moves_later()
    {
        // Whoever has no view may let the guest grow, also after a method that had one.
        using Engine engine = OddGuest.MovingEngine();
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd { OnPing = () => guest!.Plugin.Grow(1), OnSum = bytes => guest!.Plugin.Fill() + bytes.Length });
        using (guest)
        {
            for (int i = 0; i < 100; i++)
            {
                Assert.Equal(131072 + 7, guest.Plugin.Sum());
                Assert.Equal(2 + (2 * i), guest.Plugin.Grow(1));
                guest.Plugin.Ping();
            }
        }
    }

    public static void A_record_whose_property_grows_the_guest()
    {
        using Engine engine = OddGuest.MovingEngine();
        using OddGuest guest = OddGuest.Of(engine, new Odd());
        Watched.OnMade = () => guest.Plugin.Grow(100);
        Assert.Contains(
            "memory has moved",
            Assert.Throws<WasmtimeException>(guest.Plugin.Watch).InnerException?.Message,
            StringComparison.Ordinal);
    }

    public static void Engines_of_large_pools_one_after_another()
    {
        for (int round = 0; round < 3; round++)
        {
            using Engine engine = new(new Config().WithPoolingAllocationStrategy(new PoolingAllocationConfig().WithMaxMemories(20_000)));
            using OddGuest guest = OddGuest.Of(engine, new Odd());
            for (int i = 0; i <= 10_001; i++)
            {
                guest.Plugin.Sum();
            }
        }
    }

    public static void Exceptions_whose_message_cannot_be_read()
    {
        using Engine engine = new(GuestConfig.Create());
        Exception[] exceptions =
        [
            new OddException(() => throw new InvalidOperationException("no message yet")),
            new OddException(() => null!),
            new OddException(() => throw new OddException(() => throw new InsufficientExecutionStackException())),
            new OddException(() => "\uD800\uDC00\uDC00 \0 \uD800"),
            new OddException(() => new string('漢', 50_000_000)),
            new AggregateException(Enumerable.Repeat(new OddException(() => "inner"), 100_000)),
            new InvalidOperationException(new string('漢', 730_000_000)),
        ];
        foreach (Exception exception in exceptions)
        {
            using OddGuest guest = OddGuest.Of(engine, new Odd { OnPing = () => throw exception });
            WasmtimeException thrown = Assert.Throws<WasmtimeException>(guest.Plugin.Ping);
            Assert.Same(exception, thrown.InnerException?.InnerException);
            Assert.InRange(thrown.Message.Length, 1, 3000);
            if (exception is OddException)
            {
                Assert.NotEmpty(thrown.ToString());
            }
        }
    }

    public static void A_disposal_that_registers_a_disposal()
    {
        using Engine engine = new(GuestConfig.Create());
        AbandonedResources? reported = null;
        int disposed = 0;
        OddGuest guest = OddGuest.Of(engine, context =>
        {
            context.RegisterForDispose(new OddFile(() => disposed++));
            context.RegisterForDispose(new OddFile(() => context.RegisterForDispose(new OddFile(() => disposed++))));
            return new Odd();
        });
        guest.Store.SetGuestOptions(new GuestOptions { ResourcesAbandoned = abandoned => reported = abandoned });
        guest.Plugin.Ping();
        guest.Dispose();
        Assert.Equal(1, disposed);
        Assert.IsType<ObjectDisposedException>(Assert.Single(reported!.Errors));
    }

    public static void Registrations_while_the_store_is_disposed()
    {
        using Engine engine = new(GuestConfig.Create());
        for (int i = 0; i < 200; i++)
        {
            int made = 0;
            int disposed = 0;
            GuestContext? context = null;
            OddGuest guest = OddGuest.Of(engine, made =>
            {
                context = made;
                return new Odd();
            });
            guest.Plugin.Ping();
            Task task = Task.Run(() =>
            {
                try
                {
                    for (; ; made++)
                    {
                        context!.RegisterForDispose(new OddFile(() => disposed++));
                    }
                }
                catch (ObjectDisposedException)
                {
                }
            });
            SpinWait.SpinUntil(() => Volatile.Read(ref made) > 3);
            guest.Dispose();
            task.GetAwaiter().GetResult();
            Assert.Equal(made, disposed);
        }
    }

    public static void A_report_of_abandoned_resources_that_throws()
    {
        using Engine engine = new(GuestConfig.Create());
        Exception? unobserved = null;
        TaskScheduler.UnobservedTaskException += (_, arguments) => unobserved = arguments.Exception.InnerException;
        Abandon();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal("full", Assert.IsType<IOException>(unobserved).Message);

        void Abandon()
        {
            using OddGuest guest = OddGuest.Of(engine, new Odd());
            guest.Store.SetGuestOptions(new GuestOptions { ResourcesAbandoned = _ => throw new IOException("full") });
            guest.Plugin.Open();
        }
    }

    public static void A_store_that_is_left_to_the_finalizer()
    {
        using Engine engine = new(GuestConfig.Create());
        int disposed = 0;
        Leave();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(1, disposed);

        void Leave()
        {
            OddGuest guest = OddGuest.Of(engine, context =>
            {
                context.RegisterForDispose(new OddFile(() =>
                {
                    disposed++;
                    throw new OddException(() => throw new InvalidOperationException());
                }));
                return new Odd();
            });
            guest.Store.SetGuestOptions(
                new GuestOptions { ResourcesAbandoned = _ => throw new OddException(() => throw new InvalidOperationException()) });
            guest.Plugin.Open();
        }
    }

    public static void A_list_that_disposes_the_store_while_it_is_passed()
    {
        using Engine engine = new(GuestConfig.Create());
        using OddGuest guest = OddGuest.Of(engine, new Odd());
        Assert.Throws<ObjectDisposedException>(() => guest.Plugin.Take(new OddList(guest.Dispose)));
    }

    public static void Linkers_of_another_engine()
    {
        using Engine engine = new(GuestConfig.Create());
        using Engine other = new(GuestConfig.Create());
        using Linker linker = new(engine);
        linker.DefineOdd(new Odd());
        using Module module = Module.FromText(engine, "guest", """(module (import "odd" "ping" (func)))""");
        using Module foreign = Module.FromText(other, "guest", """(module (import "odd" "ping" (func)))""");
        Assert.Throws<ArgumentException>(() => linker.CheckContracts(other, module));
        Assert.Throws<ArgumentException>("engine", () => linker.CheckContracts(other, foreign));
        Assert.Throws<ArgumentException>("module", () => linker.CheckContracts(engine, foreign));
        Assert.Throws<ArgumentException>("module", () => linker.FindContractDifferences(engine, foreign));
        Assert.Throws<WasmtimeException>(() => new LinkedModule(linker, foreign));
        linker.CheckContracts(engine, module);
        using LinkedModule linked = new(linker, module);
        using Store store = new(other);
        Assert.Throws<WasmtimeException>(() => linked.Instantiate(store));
        Assert.Throws<WasmtimeException>(() => linker.Instantiate(store, module));
    }

    private sealed class OddException(Func<string> message) : Exception
    {
        public override string Message => message();
    }

    private sealed class OddList(Action read) : IReadOnlyList<int?>
    {
        public int Count => 1;

        public int? this[int index]
        {
            get
            {
                read();
                return index;
            }
        }

        public IEnumerator<int?> GetEnumerator() => throw new NotSupportedException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new NotSupportedException();
    }
}
