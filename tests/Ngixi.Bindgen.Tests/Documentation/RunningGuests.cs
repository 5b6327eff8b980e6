using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Bindgen.Tests.Survival;

namespace Ngixi.Bindgen.Tests.Documentation;

/// <summary>The code of docs/running-guests.md. Each of its blocks is a region of this file.</summary>
public sealed class RunningGuests
{
    private static readonly byte[] Wasm = Module.ConvertText(
        """
        (module
          (import "jobs" "job_run" (func $run (param i32)))
          (memory (export "memory") 1)
          (global $state (mut i32) (i32.const 0))
          (func (export "_initialize") (global.set $state (i32.const 1)))
          (func (export "run") (if (i32.eqz (global.get $state)) (then unreachable)) (call $run (i32.const 7)))
          (func (export "spin") (loop $again (br $again))))
        """);

    [Fact]
    public void An_engine_and_a_module_serve_the_process()
    {
        byte[] wasm = Wasm;
        Jobs jobs = new();

        #region engine
        using Engine engine = new(GuestConfig.Create());
        using Module module = Module.FromBytes(engine, "guest", wasm);
        using Linker linker = new(engine);
        linker.DefineJobs(jobs);
        linker.CheckContracts(engine, module);
        using LinkedModule guest = new(linker, module);
        #endregion

        #region store
        using Store store = new(engine);
        store.SetLimits(memorySize: 64 * 1024 * 1024);
        Instance instance = guest.Instantiate(store).Start();
        instance.GetAction("run")!();
        #endregion
    }

    [Fact]
    public void A_module_is_refused_on_any_engine()
    {
        byte[] wasm = Module.ConvertText("""(module (import "a" "b" (func (param anyref))))""");

        #region any-engine
        using Engine engine = new(new Config().WithFuelConsumption(true));
        Assert.Throws<WasmtimeException>(() => GuestCompiler.FromBytes(engine, "guest", wasm));
        #endregion
    }

    [Fact]
    public void Epochs_stop_a_loop()
    {
        byte[] wasm = Wasm;
        Jobs jobs = new();

        #region deadline
        using Engine engine = new(GuestConfig.Create().WithEpochInterruption(true));
        using Timer ticks = new(_ => engine.IncrementEpoch(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
        #endregion

        using Module module = Module.FromBytes(engine, "guest", wasm);
        using Linker linker = new(engine);
        linker.DefineJobs(jobs);
        using LinkedModule guest = new(linker, module);

        #region call
        using CancellationTokenSource deadline = new(TimeSpan.FromMilliseconds(200));
        using Store store = new(engine);
        store.SetEpochDeadline(20);                                                        // stops code of the guest
        store.SetGuestOptions(new GuestOptions { Cancellation = deadline.Token });         // stops the wait for a task of the host
        Instance instance = guest.Instantiate(store).Start();
        TrapException stopped = Assert.Throws<TrapException>(instance.GetAction("spin")!);
        Assert.Equal(TrapCode.Interrupt, stopped.Type);
        #endregion
    }

    [Fact]
    public void Each_call_has_a_deadline_of_its_own()
    {
        using Engine engine = new(GuestConfig.Create());
        CancellationToken aborted = CancellationToken.None;
        TimeSpan? left = null;
        using OddGuest guest = OddGuest.Of(engine, context => new Odd { OnCount = Count(context) });
        Store store = guest.Store;
        IOddPlugin plugin = guest.Plugin;

        #region call-deadline
        using (store.BeginCall(TimeSpan.FromMilliseconds(200), cancellation: aborted))
        {
            plugin.Count(9);
        }
        #endregion

        Assert.InRange(left!.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));

        Func<int, Task<int>> Count(GuestContext context) => count =>
        {
            left = context.TimeLeft;
            return Task.FromResult(count);
        };
    }

    [Fact]
    public void Observers_are_told_of_calls()
    {
        using Engine engine = new(GuestConfig.Create());
        using OddGuest guest = OddGuest.Of(engine, new Odd { OnCount = Task.FromResult });
        Store store = guest.Store;
        IOddPlugin plugin = guest.Plugin;

        #region observers
        UsageMeter meter = new();
        store.SetGuestOptions(new GuestOptions { Observers = [new CallLimit(most: 1_000), meter] });
        plugin.Count(9);
        Assert.Equal(1, meter.Latest.Calls["odd.count"]);
        #endregion
    }

    #region observer
    /// <summary>Refuses calls of imports that are too many for a call of the host.</summary>
    private sealed class CallLimit(int most) : GuestObserver
    {
        private int count;

        public override void ExportBegan(in ExportCall call) => count = call.IsNested ? count : 0;

        public override void ImportBegan(in ImportCall call)
        {
            if (++count > most)
            {
                throw new InvalidOperationException($"The guest called {call.FullName} after {most} calls.");
            }
        }
    }
    #endregion

    [Fact]
    public void A_tasks_method_may_call_the_guest_that_waits_for_it()
    {
        using Engine engine = new(GuestConfig.Create());
        IOddPlugin? plugin = null;

        async Task<int> CountAsync(int levels)
        {
            #region task
            await Task.Delay(1);                        // goes on here, on the thread that waits
            return plugin!.Descend(levels);             // so it may call the guest
            #endregion
        }

        using OddGuest guest = OddGuest.Of(engine, new Odd { OnCount = CountAsync });
        plugin = guest.Plugin;
        Assert.Equal(9, plugin.Count(9));
    }

    [Fact]
    public void A_large_stack_is_one_of_a_thread_of_ones_own()
    {
        using Engine engine = new(GuestConfig.Create());
        using OddGuest guest = OddGuest.Of(engine, new Odd());
        IOddPlugin plugin = guest.Plugin;

        #region thread
        Thread thread = new(() => plugin.Descend(1000), maxStackSize: 4 * 1024 * 1024);
        thread.Start();
        thread.Join();
        #endregion
    }

    [Fact]
    public async Task A_web_application_has_a_store_for_each_request()
    {
        byte[] wasm = Wasm;
        ConcurrentQueue<string?> seen = new();

        #region services
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(_ => new Engine(GuestConfig.Create()));
        builder.Services.AddSingleton(services => Module.FromBytes(services.GetRequiredService<Engine>(), "guest", wasm));
        builder.Services.AddSingleton(services =>
        {
            using Linker linker = new(services.GetRequiredService<Engine>());
            linker.DefineJobs(context => RequestOf(context).GetRequiredService<IJobs>());
            linker.CheckContracts(services.GetRequiredService<Engine>(), services.GetRequiredService<Module>());
            return new LinkedModule(linker, services.GetRequiredService<Module>());
        });
        builder.Services.AddScoped<IJobs, RequestJobs>();

        // The store knows the request: what a guest calls is made by the request's services.
        static IServiceProvider RequestOf(GuestContext context) => (IServiceProvider)context.Store.GetData()!;
        #endregion

        builder.Services.AddSingleton(seen);
        builder.Services.AddHttpContextAccessor();
        builder.Logging.ClearProviders();
        await using WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");

        #region endpoint
        application.MapPost("/run", (HttpContext request, Engine engine, LinkedModule guest) =>
        {
            using Store store = new(engine, request.RequestServices);
            store.SetGuestOptions(new GuestOptions { Cancellation = request.RequestAborted });
            guest.Instantiate(store).Start().GetAction("run")!();
        });
        #endregion

        await application.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(application.Urls.Single()) };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await client.PostAsync("/run", null)).EnsureSuccessStatusCode()));
        Assert.Equal(Enumerable.Repeat("/run", 8), seen);
    }

    /// <summary>Jobs of one request.</summary>
    private sealed class RequestJobs(IHttpContextAccessor accessor, ConcurrentQueue<string?> seen) : IJobs
    {
        public async Task RunAsync(int id, CancellationToken cancellation)
        {
            await Task.Yield();
            seen.Enqueue(accessor.HttpContext?.Request.Path);
        }

        public Task<int> CountAsync(string text) => Task.FromResult(text.Length);

        public ValueTask StopAsync() => ValueTask.CompletedTask;

        public ValueTask<string> NameAsync(int id) => ValueTask.FromResult("");

        public int Tenant(GuestContext context) => 0;
    }
}
