using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Ngixi.Capabilities.Sqlite.Tests;

/// <summary>What other processes do: tests start this assembly as a program.</summary>
internal static class Child
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold", var path]:
                Hold(path);
                return 0;
            case ["count", var path, var count]:
                await CountAsync(path, int.Parse(count, CultureInfo.InvariantCulture));
                return 0;
            case ["handle", var path]:
                await HandleAsync(path);
                return 0;
            case ["crash"]:
                // The next process is started while the last one works: it waits here.
                if (Console.ReadLine()?.Split('\t') is [var run, var file])
                {
                    await CrashLoad.RunAsync(file, int.Parse(run, CultureInfo.InvariantCulture));
                }

                return 0;
            default:
                await Console.Error.WriteLineAsync("Run the tests with dotnet test.");
                return 1;
        }
    }

    /// <summary>Locks the file against writers until a line comes.</summary>
    private static void Hold(string path)
    {
        using SqliteConnection connection = DatabaseFile.Connect(path);
        DatabaseFile.Run(connection, "BEGIN IMMEDIATE");
        Console.WriteLine("held");
        Console.ReadLine();
    }

    /// <summary>Adds 1 to a number, again and again, and says the version of each sum.</summary>
    private static async Task CountAsync(string path, int count)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(path);
        SqliteKeyValueStore store = new(database);
        for (int index = 0; index < count; index++)
        {
            Console.WriteLine(await store.AddOneAsync("number"));
        }
    }

    /// <summary>Handles events until a line comes, and says the sequence of each.</summary>
    private static async Task HandleAsync(string path)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(path);
        SqliteEventStore store = new(database);
        using CancellationTokenSource end = new();
        Task handling = Task.Run(async () =>
        {
            while (true)
            {
                EventBatch batch = await store.TakeAsync("t", "g", 5, 1_000, end.Token);
                foreach (TakenEvent taken in batch.Events)
                {
                    await store.SettleAsync("t", "g", [new EventSettlement.Ack(taken.Receipt)], default);
                    Console.WriteLine(taken.Receipt.Sequence);
                }

                await store.WaitForEventsAsync("t", "g", end.Token);
            }
        });
        Console.ReadLine();
        await end.CancelAsync();
        await handling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
