using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <content>
/// Several threads in one store, and tasks that call the guest. Two threads in delegates of Wasmtime .NET's own, or one in such
/// a delegate and another in a call by an interface, end the process still: nothing of ours runs when such a call begins
/// or ends, and an import would have to ask in each call which thread it is on: some 2 ns where it takes 12.
/// </content>
internal static partial class Attacks
{
    public static void Two_threads_that_call_one_instance()
    {
        using Engine engine = new(GuestConfig.Create());
        using OddGuest guest = OddGuest.Of(engine, new Odd());
        int refused = 0;
        OnThreads(2, () =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                try
                {
                    guest.Plugin.Ping();
                }
                catch (InvalidOperationException exception)
                {
                    Assert.Contains("A store is for one thread at a time", exception.Message, StringComparison.Ordinal);
                    refused++;
                }
            }
        });
        Console.WriteLine($"{refused} calls were refused");
        guest.Plugin.Ping();
    }

    public static void A_host_method_whose_other_thread_calls_the_guest()
    {
        using Engine engine = new(GuestConfig.Create());
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd { OnPing = () => Task.Run(() => guest!.Plugin.Descend(Endless)).GetAwaiter().GetResult() });
        using (guest)
        {
            Assert.IsType<InvalidOperationException>(Assert.Throws<WasmtimeException>(guest.Plugin.Ping).InnerException?.InnerException);
        }
    }

    public static void A_host_method_whose_other_thread_makes_another_instance_in_the_store()
    {
        using Engine engine = new(GuestConfig.Create());
        using Linker linker = new(engine);
        using Module module = Module.FromText(engine, "empty", "(module)");
        using LinkedModule linked = new(linker, module);
        OddGuest? guest = null;
        guest = OddGuest.Of(engine, new Odd
        {
            OnPing = () =>
            {
                linked.Instantiate(guest!.Store);
                Task.Run(() => linked.Instantiate(guest.Store)).GetAwaiter().GetResult();
            },
        });
        using (guest)
        {
            Exception? cause = Assert.Throws<WasmtimeException>(guest.Plugin.Ping).InnerException?.InnerException;
            Assert.Contains(
                "A store is for one thread at a time",
                Assert.IsType<InvalidOperationException>(cause).Message,
                StringComparison.Ordinal);
        }
    }

    public static void A_task_that_calls_the_guest_after_it_waited()
    {
        using Engine engine = new(GuestConfig.Create());
        OnThreads(1, () =>
        {
            OddGuest? guest = null;
            guest = OddGuest.Of(engine, new Odd
            {
                OnCount = async levels =>
                {
                    int thread = Environment.CurrentManagedThreadId;
                    await Task.Delay(5);
                    Assert.Equal(thread, Environment.CurrentManagedThreadId);
                    return guest!.Plugin.Descend(levels);
                },
            });
            using (guest)
            {
                Assert.Equal(100, guest.Plugin.Count(100));
                Assert.Equal(100, guest.Instance.GetFunction("odd_count")!.Invoke(100));
                WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => guest.Plugin.Count(Endless));
                Assert.Equal(TrapCode.StackOverflow, Assert.IsType<TrapException>(exception.InnerException?.InnerException).Type);
            }
        });
    }

    public static void A_task_that_calls_the_guest_from_another_thread()
    {
        using Engine engine = new(GuestConfig.Create());
        OnThreads(1, () =>
        {
            OddGuest? guest = null;
            guest = OddGuest.Of(engine, new Odd
            {
                OnCount = async levels =>
                {
                    await Task.Delay(5).ConfigureAwait(false);
                    return guest!.Plugin.Descend(levels);
                },
            });
            using (guest)
            {
                // Whichever way the guest was called.
                Assert.IsType<InvalidOperationException>(Assert.Throws<WasmtimeException>(() =>
                    guest.Instance.GetFunction("odd_count")!.Invoke(Endless)).InnerException?.InnerException);
            }

            guest = OddGuest.Of(engine, new Odd
            {
                OnCount = async levels =>
                {
                    await Task.Delay(5).ConfigureAwait(false);
                    return guest!.Plugin.Descend(levels);
                },
            });
            using (guest)
            {
                Assert.IsType<InvalidOperationException>(
                    Assert.Throws<WasmtimeException>(() => guest.Plugin.Count(Endless)).InnerException?.InnerException);
            }
        });
    }

    public static void A_task_that_outlives_its_call_and_calls_the_guest()
    {
        using Engine engine = new(GuestConfig.Create());
        for (int i = 0; i < 50; i++)
        {
            using CancellationTokenSource cancellation = new();
            TaskCompletionSource go = new();
            Task<int>? task = null;
            OddGuest? guest = null;
            guest = OddGuest.Of(engine, new Odd
            {
                OnCount = levels =>
                {
                    async Task<int> Late()
                    {
                        await go.Task.ConfigureAwait(false);
                        return guest!.Plugin.Descend(levels);
                    }

                    task = Late();
                    _ = Task.Run(() =>
                    {
                        cancellation.Cancel();
                        go.SetResult();
                    });
                    return task;
                },
            });
            using (guest)
            {
                guest.Store.SetGuestOptions(new GuestOptions { Cancellation = cancellation.Token });
                Assert.ThrowsAny<WasmtimeException>(() => guest.Plugin.Count(Endless));
                Assert.ThrowsAny<InvalidOperationException>(() => task!.GetAwaiter().GetResult());
            }
        }
    }

    public static void Schedulers_and_contexts_of_one_task_at_a_time()
    {
        using Engine engine = new(GuestConfig.Create());
        Func<int, Task<int>>[] methods =
        [
            async number =>
            {
                await Task.Delay(5);
                return number;
            },
            async number =>
            {
                await Task.Yield();
                return number;
            },
            async number => await Task.Run(() => number),
            async number => await Task.Factory.StartNew(() => number),
            number => Task.Delay(1).ContinueWith(_ => number),
            async number =>
            {
                await Task.Yield();
                return await Task.Factory.StartNew(() => number).ContinueWith(task => task.Result);
            },
            async number =>
            {
                await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await Task.Delay(1)));
                return number;
            },
        ];
        foreach (Func<int, Task<int>> method in methods)
        {
            using OddGuest guest = OddGuest.Of(engine, new Odd { OnCount = method });
            ConcurrentExclusiveSchedulerPair pair = new();
            Task<int> task = Task.Factory.StartNew(
                () =>
                {
                    TaskScheduler scheduler = TaskScheduler.Current;
                    int count = guest.Plugin.Count(5) + (int)guest.Instance.GetFunction("odd_count")!.Invoke(6)!;
                    Assert.Same(scheduler, TaskScheduler.Current);
                    return count;
                },
                CancellationToken.None,
                TaskCreationOptions.None,
                pair.ExclusiveScheduler);
            Assert.Equal(11, task.GetAwaiter().GetResult());
        }
    }
}
