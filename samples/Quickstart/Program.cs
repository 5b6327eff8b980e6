using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Capabilities.Sqlite;
using Quickstart;
using Wasmtime;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: Quickstart <guest.wasm>");
    return 2;
}

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
await using WebApplication server = await GreetingServer.StartAsync();
Uri address = new(server.Urls.Single());

// Values outlive the program; events that it did not handle do not.
await using SqliteDatabase database = SqliteDatabase.Open(Path.Combine(AppContext.BaseDirectory, "quickstart.db"));
MemoryEventStore events = new();
await events.OpenTopicAsync(new EventTopic("news"), CancellationToken.None);
await events.OpenGroupAsync("news", new EventGroup("quickstart"), CancellationToken.None);
foreach (string news in (string[])["the kettle boils", "the door opens", $"the address is {address}"])
{
    await events.PublishAsync("news", new NewEvent(Encoding.UTF8.GetBytes(news)));
}

// The guest may talk to this server, which is no public one, and to no other.
DenialLog denials = new(loggers.CreateLogger("host"), "quickstart");
using EgressGate gate = new(new HttpGrant { Allow = [$"http://{address.Authority}"], AllowPrivate = [address.Host] }, denials);
using ActivityListener spans = SpanLog.To(loggers.CreateLogger("host"));
using Engine engine = new(GuestConfig.Create());
using Module module = Module.FromFile(engine, args[0]);

// What the guest may do is what the linker defines; nothing else can be imported.
using Linker linker = new(engine);
linker.DefineLog(new GuestLog(loggers, "quickstart").ForInstance);
linker.DefineTracing(new GuestTracing("quickstart").ForInstance);
linker.DefineHttp(new GuestHttp(gate).ForInstance);
linker.DefineKeyValue(new GuestKeyValue(new SqliteKeyValueStore(database), "quickstart").ForInstance);
linker.DefineEvents(new GuestEvents(events, "quickstart", new EventGrant { Subscriptions = ["news"] }, denials).ForInstance);
linker.DefineAssemblyScript();
linker.CheckContracts(engine, module);

using Store store = new(engine);
using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
store.SetGuestOptions(new GuestOptions { Cancellation = deadline.Token });
Instance instance = linker.Instantiate(store, module);
instance.Start();
instance.GetAction("run")!();
return 0;
