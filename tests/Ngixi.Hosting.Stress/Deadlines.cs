using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Ngixi.Capabilities.Sqlite;

namespace Ngixi.Hosting.Stress;

/// <summary>Calls that wait for ever, each somewhere else: all end at their deadline, and how much later is printed.</summary>
internal static class Deadlines
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan TwoTicks = TimeSpan.FromMilliseconds(20);

    private static readonly string[] Places =
        ["spins", "fills memory", "waits in a host method", "asks a silent server", "waits for a lock of SQLite", "polls"];

    public static async Task<int> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("ngixi-deadlines-").FullName;
        string file = Path.Combine(folder, "values.db");
        await using SqliteDatabase database = SqliteDatabase.Open(file);
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        GuestEngineOptions options = new() { KeyValueStores = { ["values"] = new SqliteKeyValueStore(database) } };
        options.Capabilities.Add(
            Capability.Of<IAttack>("attack", static (linker, create) => linker.DefineAttack(create), static _ => new Attack()));
        using GuestEngine engine = new(options);
        string server = $"http://{silent.LocalEndpoint}";
        string grants = $$"""
            { "name": "waits", "limits": { "deadline": "300 ms" },
              "grants": {
                "attack": true, "wasi": true, "clock": true, "keyValue": { "store": "values" },
                "http": { "allow": ["{{server}}"], "allowPrivate": ["127.0.0.1"] } } }
            """;
        using GuestModule module = engine.Load(GuestManifest.Parse(Encoding.UTF8.GetBytes(grants), options: options), Guest(server));
        using GuestPool pool = module.CreatePool();
        await pool.WarmAsync(1);
        await using SqliteConnection locker = new($"Data Source={file}");
        await locker.OpenAsync();
        await using (SqliteCommand begin = locker.CreateCommand())
        {
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();
        }

        int failures = 0;
        Console.WriteLine("| a guest | ended by | after its deadline of 300 ms |");
        Console.WriteLine("| --- | --- | ---: |");
        foreach (string place in Places)
        {
            // The best of three: what is measured is the library, and not what else the machine does.
            (Exception? exception, TimeSpan late) = (null, TimeSpan.MaxValue);
            for (int i = 0; i < 3 && late > TwoTicks; i++)
            {
                long began = Stopwatch.GetTimestamp();
                exception = await FailureAsync(pool, place);
                TimeSpan taken = Stopwatch.GetElapsedTime(began) - Deadline;
                late = taken < late ? taken : late;
            }

            Console.WriteLine($"| {place} | {exception?.GetType().Name ?? "nothing"} | {late.TotalMilliseconds:F0} ms |");
            failures += exception is GuestDeadlineException ? 0 : 1;
        }

        Console.WriteLine(failures == 0 ? "All ended at their deadlines." : $"{failures} did not end at their deadlines.");
        return failures == 0 ? 0 : 1;
    }

    private static async Task<Exception?> FailureAsync(GuestPool pool, string place)
    {
        try
        {
            await pool.CallAsync(guest => guest.Run(place));
            return null;
        }
        catch (GuestCallException exception)
        {
            return exception;
        }
    }

    private static byte[] Guest(string server) => Module.ConvertText($$"""
        (module
          (import "attack" "wait" (func $wait (param i32)))
          (import "env" "http_request" (func $request (param i32 i32 i32 i32 i32 i32) (result i32)))
          (import "env" "kv_set" (func $set (param i32 i32 i32 i32)))
          (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "GET")
          (data (i32.const 16) "{{server}}/")
          (func (export "spins") (loop br 0))
          (func (export "fills memory") (loop (memory.fill (i32.const 1024) (i32.const 1) (i32.const 60000)) br 0))
          (func (export "waits in a host method") (call $wait (i32.const 60000)))
          (func (export "asks a silent server")
            (drop (call $request (i32.const 0) (i32.const 3) (i32.const 16) (i32.const {{server.Length + 1}}) (i32.const 0) (i32.const 0))))
          (func (export "waits for a lock of SQLite") (call $set (i32.const 0) (i32.const 3) (i32.const 0) (i32.const 3)))
          (func (export "polls")
            (i32.store (i32.const 528) (i32.const 1))
            (i64.store (i32.const 536) (i64.const 60000000000))
            (drop (call $poll (i32.const 512) (i32.const 600) (i32.const 1) (i32.const 700)))))
        """);
}
