using Examples;

Example[] examples =
[
    new("cache", "remembers a result for all instances of a module", Cache.RunAsync),
    new("clock", "the time, and random numbers that a seed repeats", Clock.RunAsync),
    new("events", "takes events, publishes others and acknowledges", Events.RunAsync),
    new("event-ring", "reads many events for one call of the host", EventRing.RunAsync),
    new("files", "reads a directory of the host, writes to memory", Files.RunAsync),
    new("http", "asks a server, and is refused another", Http.RunAsync),
    new("key-value", "counts in a file of SQLite: run it twice", KeyValue.RunAsync),
    new("log", "writes lines and properties to the host's log", Log.RunAsync),
    new("telemetry", "spans and metrics", Telemetry.RunAsync),
    new("wasi", "runs a program, with arguments and a file", Wasi.RunAsync),
];

if (args is [string name] && Array.Find(examples, example => example.Name == name) is { } chosen)
{
    await chosen.RunAsync();
    return 0;
}

Console.WriteLine("dotnet run --project samples/Capabilities -- NAME");
foreach (Example example in examples)
{
    Console.WriteLine($"  {example.Name,-10}  {example.Shows}");
}

return args.Length == 0 ? 0 : 2;
