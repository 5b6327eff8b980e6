using System.Globalization;
using System.Text;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests.Documentation;

/// <summary>What a guest's values cost: of the budgets of a call, exactly, and of the host's memory, as measured.</summary>
internal static class AllocationTable
{
    private const int Entries = 100;
    private const int Table = 0x2000;
    private const int Data = 0x8000;

    /// <summary>Gets one entry of a list or a dictionary for each type.</summary>
    public static IReadOnlyList<AllocationRow> Rows { get; } =
    [
        new("`bool`, an enum of a byte", "booleans", Bytes: 1, Items: 1, static (_, _) => { }),
        new("`int?`", "ages", Bytes: 8, Items: 1, static (guest, at) => guest.Words(at, 1, 7)),
        new("`string` of 1 character, UTF-8", "strings", Bytes: 8 + 1, Items: 1, static (guest, at) => guest.Words(at, Data, 1)),
        new("`string` of 16 characters, UTF-8", "strings", Bytes: 8 + 16, Items: 1, static (guest, at) => guest.Words(at, Data, 16)),
        new(
            "`string` of 16 characters, UTF-16",
            "strings",
            Bytes: 8 + 32,
            Items: 1,
            static (guest, at) => guest.Words(at, Data, 0x8000_0020)),
        new("`double[]` of 4", "matrix", Bytes: 8 + 32, Items: 2, static (guest, at) => guest.Words(at, Data, 4)),
        new("a `record struct` of 2 `double`s, with `?`", "spots", Bytes: 4 + 16, Items: 2, static (guest, at) => guest.Words(at, Data)),
        new("a record of 2 pointers and an empty list", "nodes", Bytes: 16, Items: 2, static (guest, at) => guest.Words(at, 0, 0, 0, 0)),
        new(
            "such a record with one more that it points to",
            "nodes",
            Bytes: 16 + 16,
            Items: 4,
            static (guest, at) => guest.Words(at, 0, 0, Data, 0)),
        new("an entry of a dictionary of `int`, with a key of 4 characters", "dictionary", Bytes: 12 + 4, Items: 2, static (guest, at) =>
        {
            guest.Words(at, (uint)(Data + 0x1000 + at - Table), 4, 1);
            guest.Raw.Write(Data + 0x1000 + at - Table, Encoding.ASCII.GetBytes(at.ToString("X4", CultureInfo.InvariantCulture)));
        }),
    ];

    public static string Print()
    {
        StringBuilder table = new(
            "| one of these in a list | bytes of `MaxBytesPerCall` | items of `MaxItemsPerCall` | bytes that the host allocates |\n|---|---:|---:|---:|\n");
        foreach (AllocationRow row in Rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Type} | {row.Bytes} | {row.Items} | {Math.Floor(AllocatedFor(row)):0} |\n");
        }

        return table.ToString();
    }

    /// <summary>Checks that a list of the row's entries takes what the row says of both budgets, and no less.</summary>
    public static void CheckBudget(AllocationRow row)
    {
        using NestedGuest guest = new();
        Write(guest, row);
        int bytes = Entries * row.Bytes;
        int items = 1 + (Entries * row.Items);
        Limit(bytes, items);
        guest.Accepts(row.Import, Table, Entries);
        Limit(bytes - 1, items);
        guest.Refuses(row.Import, "GuestOptions.MaxBytesPerCall", Table, Entries);
        Limit(bytes, items - 1);
        guest.Refuses(row.Import, "GuestOptions.MaxItemsPerCall", Table, Entries);

        void Limit(int maxBytes, int maxItems) =>
            guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = maxBytes, MaxItemsPerCall = maxItems });
    }

    private static double AllocatedFor(AllocationRow row)
    {
        using NestedGuest guest = new();
        Write(guest, row);
        return (Allocated(Entries) - Allocated(0)) / (double)Entries;

        long Allocated(int count)
        {
            Function function = guest.Raw.Instance.GetFunction(row.Import)!;
            long least = long.MaxValue;
            for (int i = 0; i < 5; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                function.Invoke(Table, count);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    private static void Write(NestedGuest guest, AllocationRow row)
    {
        int size = row.Import switch
        {
            "booleans" => 1,
            "spots" => 4,
            "nodes" => 16,
            "dictionary" => 12,
            _ => 8,
        };
        for (int i = 0; i < Entries; i++)
        {
            row.Write(guest, Table + (i * size));
        }
    }
}

/// <summary>A type, and what one of it in a list takes.</summary>
/// <param name="Type">The type, for the page.</param>
/// <param name="Import">The import that takes a list of it.</param>
/// <param name="Bytes">The bytes of the call's budget.</param>
/// <param name="Items">The items of the call's budget.</param>
/// <param name="Write">Writes one entry at an address.</param>
internal sealed record AllocationRow(string Type, string Import, int Bytes, int Items, Action<NestedGuest, int> Write);
