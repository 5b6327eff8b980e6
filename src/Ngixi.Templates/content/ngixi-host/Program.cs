using Microsoft.Extensions.Logging;
using Ngixi.Hosting;
using NgixiHost;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));

// What the guest may do is in the manifest. It can do nothing else.
using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "guest.ngixi.json"));
using GuestPool pool = module.CreatePool();
CallResult<int> call = await pool.CallAsync(guest => guest.Instance.GetProgram().Run());
return call.Value;
