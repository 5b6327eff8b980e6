using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Lists and dictionaries that a hostile guest passes, and what it could have the host make of a few bytes.</summary>
public abstract class HostileListTests(bool isC) : IDisposable
{
    private const int Table = NestedGuest.Free;
    private const int Budget = 1 << 16;

    private readonly NestedGuest guest = new(isC);

    /// <summary>The imports that take tables, and the sizes of an entry.</summary>
    public static TheoryData<string, int> Lists => new()
    {
        { "employees", 44 }, { "strings", 8 }, { "nullable_strings", 8 }, { "booleans", 1 }, { "levels", 1 }, { "ages", 8 },
        { "matrix", 8 }, { "spots", 4 }, { "nodes", 16 }, { "dictionary", 12 }, { "staff", 52 }, { "by_number", 16 }, { "by_level", 16 },
    };

    public static TheoryData<string> Names => [.. Lists.Select(row => (string)row[0])];

    public void Dispose()
    {
        guest.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_table_outside_the_memory_is_refused(string import, int entrySize)
    {
        guest.Refuses(import, $"{entrySize} bytes at 0x00020000 do not lie in the guest's memory of 131072 bytes", RawGuest.MemorySize, 1);
        guest.Refuses(
            import,
            $"{2 * entrySize} bytes at 0x{RawGuest.MemorySize - entrySize:X8} do not lie",
            RawGuest.MemorySize - entrySize,
            2);
        guest.Refuses(import, $"{entrySize} bytes at 0xFFFFFFFF do not lie", -1, 1);
        guest.Refuses(import, $"{256 * 1024 * (long)entrySize} bytes", Table, 256 * 1024);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void More_items_than_a_call_may_have_are_refused(string import)
    {
        guest.Refuses(import, "the call's values have 4294967295 items, more than the 262144 of GuestOptions.MaxItemsPerCall", Table, -1);
        guest.Refuses(import, "the call's values have 2147483648 items, more than", Table, int.MinValue);
        guest.Refuses(import, "the call's values have 262145 items, more than", Table, (256 * 1024) + 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_items_are_empty_wherever_the_pointer_points(string import)
    {
        guest.Accepts(import, 0, 0);
        guest.Accepts(import, -1, 0);
    }

    [Theory]
    [InlineData("strings", "3 bytes at 0xFFFFFFFE do not lie", 0xFFFF_FFFE, 3)]
    [InlineData("strings", "1 bytes are not a whole number of UTF-16 code units", NestedGuest.Name, 0x8000_0001)]
    [InlineData("strings", "the text is not valid UTF-8 at byte 1", NestedGuest.BadUtf8, 3)]
    [InlineData("nullable_strings", "3 bytes at 0x00020000 do not lie", RawGuest.MemorySize, 3)]
    [InlineData("booleans", "254 is not in the range 0 to 1", 0x0001_00FE, 0)]
    [InlineData("levels", "2 is not a value of Level", 0x0000_00C8 | (2 << 8), 0)]
    [InlineData("ages", "the flag before the value is 3, not 0 or 1", 3, 0)]
    [InlineData("matrix", "0x00000404 is not aligned to 8 bytes", 0x404, 1)]
    [InlineData("matrix", "the call's strings and sequences have", NestedGuest.Scores, 0xFFFF_FFFF)]
    [InlineData("matrix", "8 bytes at 0x00020000 do not lie", RawGuest.MemorySize, 1)]
    [InlineData("spots", "16 bytes at 0x0001FFF8 do not lie", RawGuest.MemorySize - 8, 0)]
    [InlineData("employees", "Employee.Name: 9 bytes at 0x00020000 do not lie", RawGuest.MemorySize, 9)]
    [InlineData("nodes", "Node.Children: 16 bytes at 0xFFFFFFF8 do not lie", 0xFFFF_FFF8, 1)]
    [InlineData("dictionary", "9 bytes at 0x00020000 do not lie", RawGuest.MemorySize, 9)]
    public void A_bad_item_is_refused(string import, string reason, uint first, uint second)
    {
        guest.Words(Table, first, second);
        guest.Refuses(import, reason, Table, import is "booleans" or "levels" ? 2 : 1);
    }

    [Theory]
    [InlineData("few_strings", 3)]
    [InlineData("few_strings", -1)]
    [InlineData("few_entries", 2)]
    public void More_items_than_a_parameter_may_have_are_refused(string import, int count) =>
        guest.Refuses(import, $"{(uint)count} items are more than the {(import == "few_strings" ? 2 : 1)} that it may have", -1, count);

    [Fact]
    public void More_numbers_than_a_parameter_may_have_are_refused() =>
        guest.Refuses("few_numbers", "12 bytes are more than the 8 that the parameter allows", NestedGuest.Scores, 3);

    [Theory]
    [InlineData("by_number", "the key 128 is not in the range of SByte", 128, 0)]
    [InlineData("by_number", "the key 255 is not in the range of SByte", 255, 0)]
    [InlineData("by_number", "the key 4294967295 is not in the range of SByte", uint.MaxValue, 0)]
    [InlineData("by_number", "the key -129 is not in the range of SByte", unchecked((uint)-129), uint.MaxValue)]
    [InlineData("by_level", "as a key, 2 is not a value of Level", 2, 0)]
    [InlineData("by_level", "the key 256 is not in the range of Level", 256, 0)]
    [InlineData("by_level", "the key 4294967296 is not in the range of Level", 0, 1)]
    public void A_bad_key_is_refused(string import, string reason, uint low, uint high)
    {
        guest.Words(Table, low, high, 0, 0);
        guest.Refuses(import, reason, Table, 1);
    }

    [Fact]
    public void A_number_that_comes_twice_as_a_key_is_refused()
    {
        guest.Words(Table, uint.MaxValue, uint.MaxValue, 1, 0, uint.MaxValue, uint.MaxValue, 2, 0);
        guest.Accepts("by_number", Table, 1);
        guest.Refuses("by_number", "the key `-1` comes twice", Table, 2);
    }

    [Fact]
    public void A_key_that_comes_twice_is_refused_and_only_its_start_is_told()
    {
        guest.Words(Table, NestedGuest.Name, 3, 1, NestedGuest.Name, 3, 2);
        guest.Refuses("dictionary", "the key `Ada` comes twice", Table, 2);
        guest.WriteText(0x8000, new string('k', 5_000));
        guest.Words(Table, 0x8000, 5_000, 1, 0x8000, 5_000, 2);
        guest.RefusesWithin(64 * 1024, "dictionary", $"the key `{new string('k', 40)}…` (5,000 characters) comes twice", Table, 2);
    }

    [Fact]
    public void The_bytes_of_a_parameter_count_all_that_it_points_to()
    {
        guest.Words(NestedGuest.Employee + 16, 0, 0, 0, 0, 0, 0);
        guest.Words(NestedGuest.Employee + 4, 20);
        guest.Accepts("small_employee", NestedGuest.Employee);
        guest.Words(NestedGuest.Employee + 4, 21);
        guest.Refuses("small_employee", "Employee.Name: the parameter has 65 bytes, more than the 64 that it allows", NestedGuest.Employee);
        guest.Repeat(Table, 2, NestedGuest.Name, 8);
        guest.Accepts("few_strings", Table, 2);
        guest.Repeat(Table, 2, NestedGuest.Name, 9);
        guest.Refuses("few_strings", "the parameter has 34 bytes, more than the 32 that it allows", Table, 2);
    }

    [Fact]
    public void The_items_of_all_values_of_a_call_count()
    {
        // An employee is one, and has a name, a place, a list with one language, and scores: six. In a list its entry is the one.
        guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxItemsPerCall = 5 });
        guest.Refuses("employee", "Employee.Scores: the call's values have 6 items, more than the 5", NestedGuest.Employee);
        guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxItemsPerCall = 7 });
        guest.Accepts("employee", NestedGuest.Employee);
        guest.Raw.Write(Table, guest.Raw.Bytes(NestedGuest.Employee, 44));
        guest.Raw.Write(Table + 44, guest.Raw.Bytes(NestedGuest.Employee, 44));
        guest.Accepts("employees", Table, 1);
        guest.Refuses("employees", "Employee.Scores: the call's values have 8 items, more than the 7", Table, 2);
    }

    [Fact]
    public void Lists_that_contain_themselves_are_refused()
    {
        guest.Words(Table, Table, 1, 0, 0);
        guest.Refuses("node", "Node.Children: it nests deeper than the 64 levels", Table);
        guest.Refuses("nodes", "Node.Children: it nests deeper than the 64 levels", Table, 1);
    }

    [Fact]
    public void Pointers_to_one_child_cannot_double_at_each_level_without_end()
    {
        guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = Budget });
        for (int level = 0; level < 60; level++)
        {
            uint next = level == 59 ? 0 : (uint)(Table + ((level + 1) * 16));
            guest.Words(Table + (level * 16), 0, 0, next, next);
        }

        // 4,096 nodes of 16 bytes each, which are 40 bytes in C#.
        guest.RefusesWithin(
            (4096 * 40) + NestedGuest.RefusalBytes,
            "node",
            "the call's strings and sequences have 65552 bytes, more than the 65536 of GuestOptions.MaxBytesPerCall",
            Table);
    }

    [Fact]
    public void Tables_that_lie_over_each_other_are_counted_each_time()
    {
        guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = Budget });
        for (int i = 0; i < 100; i++)
        {
            guest.Words(Table + (i * 16), (uint)Table, 100, 0, 0);
        }

        guest.RefusesWithin(
            Budget + NestedGuest.RefusalBytes,
            "nodes",
            "Node.Children: the call's strings and sequences have 65600 bytes, more than the 65536",
            Table,
            100);
    }

    [Fact]
    public void A_text_that_many_items_point_to_is_counted_each_time()
    {
        guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = Budget });
        guest.Repeat(Table, 1000, 0x8000, 1000);

        // A byte in UTF-8 is two in C#.
        guest.RefusesWithin(
            (2 * Budget) + NestedGuest.RefusalBytes,
            "strings",
            "the call's strings and sequences have 66000 bytes, more than the 65536",
            Table,
            1000);
    }

    public sealed class OfRawArguments() : HostileListTests(isC: false);

    /// <summary>The same values, passed by the printed functions in C.</summary>
    public sealed class OfC() : HostileListTests(isC: true);
}
