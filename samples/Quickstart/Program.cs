using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Quickstart;
using Quickstart.Capabilities;
using Quickstart.Contracts;
using Wasmtime;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: Quickstart <guest.wasm>");
    return 2;
}

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
await using WebApplication server = await GreetingServer.StartAsync();
Uri address = new(server.Urls.Single());

EventQueue events = new(capacity: 16);
events.TryAdd("the kettle boils");
events.TryAdd("the door opens");
events.TryAdd($"the address is {address}");

// The guest may talk to this server, which is no public one, and to no other.
HttpGrant grant = new() { Allow = [$"http://{address.Authority}"], AllowPrivate = [address.Host] };
using EgressGate gate = new(grant, new DenialLog(loggers.CreateLogger("host"), "quickstart"));
using ActivityListener spans = SpanLog.To(loggers.CreateLogger("host"));
using Engine engine = new(GuestConfig.Create());
using Module module = Module.FromFile(engine, args[0]);

// What the guest may do is what the linker defines; nothing else can be imported.
using Linker linker = new(engine);
linker.DefineLog(new GuestLog(loggers, "quickstart").ForInstance);
linker.DefineTracing(new GuestTracing("quickstart").ForInstance);
linker.DefineHttp(new GuestHttp(gate).ForInstance);
linker.DefineEvents(events);
linker.DefineKeyValue(context =>
{
    SqliteKeyValue keyValue = new("Data Source=:memory:");
    context.RegisterForDispose(keyValue);
    return keyValue;
});
linker.DefineAssemblyScript();
linker.CheckContracts(engine, module);

using Store store = new(engine);
using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
store.SetGuestOptions(new GuestOptions { Cancellation = deadline.Token });
Instance instance = linker.Instantiate(store, module);
instance.Start();
instance.GetAction("run")!();
return 0;
