using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>
/// Records, unions and optional values that a hostile guest passes: a trap that names the property, and nothing read or made.
/// </summary>
public abstract class HostileRecordTests(bool isC) : IDisposable
{
    private const uint End = RawGuest.MemorySize;

    private readonly NestedGuest guest = new(isC);

    public void Dispose()
    {
        guest.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_record_that_is_not_damaged_is_accepted()
    {
        guest.Accepts("employee", NestedGuest.Employee);
        guest.Accepts("nullable_employee", NestedGuest.Employee);
        guest.Accepts("nullable_employee", 0);
        guest.Accepts("spot", RawGuest.MemorySize - 16);
        guest.Accepts("identifier", RawGuest.MemorySize - 16);
    }

    [Theory]
    [InlineData("employee", 44)]
    [InlineData("nullable_employee", 44)]
    [InlineData("spot", 16)]
    [InlineData("nullable_spot", 16)]
    [InlineData("figure", 8)]
    [InlineData("node", 16)]
    [InlineData("identifier", 16)]
    [InlineData("nullable_identifier", 16)]
    public void A_pointer_outside_the_memory_is_refused(string import, int size)
    {
        guest.Refuses(import, $"{size} bytes at 0x00020000 do not lie in the guest's memory of 131072 bytes", RawGuest.MemorySize);
        guest.Refuses(import, $"{size} bytes at 0x{End - size + 1:X8} do not lie", (int)End - size + 1);
        guest.Refuses(import, $"{size} bytes at 0xFFFFFFFF do not lie", -1);
        guest.Refuses(import, $"{size} bytes at 0x{uint.MaxValue - size + 1:X8} do not lie", -size);
        guest.Refuses(import, $"{size} bytes at 0x80000000 do not lie", int.MinValue);
    }

    [Theory]
    [InlineData("employee")]
    [InlineData("spot")]
    [InlineData("figure")]
    [InlineData("node")]
    [InlineData("identifier")]
    public void Null_is_refused_where_the_type_does_not_allow_it(string import) =>
        guest.Refuses(import, "it is null, which its type does not allow", 0);

    [Theory]
    [InlineData(0, End, "Employee.Name: 3 bytes at 0x00020000 do not lie in the guest's memory")]
    [InlineData(0, End - 2, "Employee.Name: 3 bytes at 0x0001FFFE do not lie")]
    [InlineData(0, uint.MaxValue, "Employee.Name: 3 bytes at 0xFFFFFFFF do not lie")]
    [InlineData(4, 0x8000_0003, "Employee.Name: 3 bytes are not a whole number of UTF-16 code units")]
    [InlineData(4, 0x7FFF_FFFF, "Employee.Name: the call's strings and sequences have 2147483691 bytes, more than the 16777216 of GuestOptions.MaxBytesPerCall")]
    [InlineData(4, 0xFFFF_FFFE, "Employee.Name: the call's strings and sequences have 2147483690 bytes, more than")]
    [InlineData(0, NestedGuest.BadUtf8, "Employee.Name: the text is not valid UTF-8 at byte 1")]
    [InlineData(8, 0x0000_C802, "Employee.IsAdult: 2 is not in the range 0 to 1")]
    [InlineData(8, 0x0000_C8FF, "Employee.IsAdult: 255 is not in the range 0 to 1")]
    [InlineData(8, 0x0000_C701, "Employee.Level: 199 is not a value of Level")]
    [InlineData(12, 7, "Employee.Age: the flag before the value is 7, not 0 or 1")]
    [InlineData(12, 0x100, "Employee.Age: the flag before the value is 256, not 0 or 1")]
    [InlineData(20, End - 8, "Employee.Work: 16 bytes at 0x0001FFF8 do not lie")]
    [InlineData(20, uint.MaxValue - 7, "Employee.Work: 16 bytes at 0xFFFFFFF8 do not lie")]
    [InlineData(24, End - 4, "Employee.Languages: 8 bytes at 0x0001FFFC do not lie")]
    [InlineData(28, 0xFFFF_FFFF, "Employee.Languages: the call's values have 4294967298 items, more than the 262144 of GuestOptions.MaxItemsPerCall")]
    [InlineData(28, 0x0003_FFFE, "Employee.Languages: the call's values have 262145 items, more than the 262144")]
    [InlineData(28, 0x0003_FFFD, "Employee.Languages: 2097128 bytes at 0x00000600 do not lie")]
    [InlineData(32, NestedGuest.Scores + 2, "Employee.Scores: 0x00000702 is not aligned to 4 bytes")]
    [InlineData(32, End - 4, "Employee.Scores: 8 bytes at 0x0001FFFC do not lie")]
    [InlineData(36, 4, "Employee.Scores: 4 items are more than the 3 that it may have")]
    [InlineData(36, 0xFFFF_FFFF, "Employee.Scores: 4294967295 items are more than the 3 that it may have")]
    [InlineData(40, End - 43, "Employee.Manager: 44 bytes at 0x0001FFD5 do not lie")]
    [InlineData(40, NestedGuest.Employee, "Employee.Work: it nests deeper than the 64 levels of GuestOptions.MaxNesting")]
    public void A_damaged_property_is_refused_with_its_name(int offset, uint word, string reason)
    {
        guest.Words(NestedGuest.Employee + offset, word);
        guest.Refuses("employee", reason, NestedGuest.Employee);
        guest.Refuses("nullable_employee", reason, NestedGuest.Employee);
    }

    [Theory]
    [InlineData(0, uint.MaxValue, "Employee.Languages: 3 bytes at 0xFFFFFFFF do not lie")]
    [InlineData(4, 0x8000_0001, "Employee.Languages: 1 bytes are not a whole number of UTF-16 code units")]
    public void An_item_in_a_property_is_refused_with_the_propertys_name(int offset, uint word, string reason)
    {
        guest.Words(NestedGuest.Languages + offset, word);
        guest.Refuses("employee", reason, NestedGuest.Employee);
    }

    [Fact]
    public void What_is_empty_or_null_is_never_read()
    {
        guest.Words(NestedGuest.Employee, End + 1, 0, 0, 0, 0xDEAD, 0, uint.MaxValue, 0, 0xFFFF_FFFF, 0, 0);
        guest.Accepts("employee", NestedGuest.Employee);
        guest.Words(NestedGuest.Employee, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        guest.Accepts("employee", NestedGuest.Employee);
    }

    [Theory]
    [InlineData(2, "it has no case 2")]
    [InlineData(uint.MaxValue, "it has no case 4294967295")]
    public void A_case_that_a_union_does_not_have_is_refused(uint number, string reason)
    {
        guest.Words(NestedGuest.Free, number, NestedGuest.Work);
        guest.Refuses("figure", reason, NestedGuest.Free);
        guest.Words(NestedGuest.Free + 16, 1, NestedGuest.Free + 32);
        guest.Words(NestedGuest.Free + 32, number, NestedGuest.Work, 0);
        guest.Refuses("figure", $"Figure.Group.First: {reason}", NestedGuest.Free + 16);
    }

    [Theory]
    [InlineData(0, 0u, "Figure.Circle: it is null, which its type does not allow")]
    [InlineData(0, End - 4, "Figure.Circle: 8 bytes at 0x0001FFFC do not lie")]
    [InlineData(1, uint.MaxValue, "Figure.Group: 12 bytes at 0xFFFFFFFF do not lie")]
    public void A_case_outside_the_memory_is_refused(uint number, uint pointer, string reason)
    {
        guest.Words(NestedGuest.Free, number, pointer);
        guest.Refuses("figure", reason, NestedGuest.Free);
    }

    [Fact]
    public void A_union_that_contains_itself_is_refused()
    {
        guest.Words(NestedGuest.Free, 1, NestedGuest.Free);
        guest.Refuses("figure", "Figure.Group: it nests deeper than the 64 levels of GuestOptions.MaxNesting", NestedGuest.Free);
    }

    [Theory]
    [InlineData("optional_number", 2, 0, "2 is not in the range 0 to 1")]
    [InlineData("optional_number", -1, 0, "4294967295 is not in the range 0 to 1")]
    [InlineData("optional_level", 1, 7, "7 is not a value of Level")]
    [InlineData("optional_level", 1, -1, "4294967295 is not in the range 0 to 255")]
    [InlineData("optional_truth", 1, 2, "2 is not in the range 0 to 1")]
    public void An_optional_value_is_checked(string import, int flag, int value, string reason)
    {
        guest.Refuses(import, reason, flag, value);
        guest.Accepts(import, 0, value);
    }

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    public void Nesting_is_accepted_up_to_its_limit(int managers, bool isAccepted)
    {
        for (int i = 0; i <= managers; i++)
        {
            int at = NestedGuest.Free + (i * 44);
            guest.Words(at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, i == managers ? 0 : (uint)at + 44);
        }

        if (isAccepted)
        {
            guest.Accepts("employee", NestedGuest.Free);
        }
        else
        {
            guest.Refuses("employee", "Employee.Languages: it nests deeper than the 64 levels", NestedGuest.Free);
        }
    }

    [Fact]
    public void The_deepest_nesting_that_can_be_asked_for_fits_on_the_stack()
    {
        guest.Raw.Store.SetGuestOptions(new GuestOptions { MaxNesting = 1000 });
        guest.Words(NestedGuest.Employee + 40, NestedGuest.Employee);
        guest.Words(NestedGuest.Free, NestedGuest.Free, 1, 0, 0);
        guest.Words(NestedGuest.Free + 16, 1, NestedGuest.Free + 16);
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(Refuse), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Null(failure);

        void Refuse()
        {
            guest.RefusesWithin(1 << 20, "employee", "Employee.Work: it nests deeper than the 1000 levels", NestedGuest.Employee);
            guest.RefusesWithin(1 << 20, "node", "Node.Children: it nests deeper than the 1000 levels", NestedGuest.Free);
            guest.RefusesWithin(1 << 20, "figure", "Figure.Group: it nests deeper than the 1000 levels", NestedGuest.Free + 16);
        }
    }

    public sealed class OfRawArguments() : HostileRecordTests(isC: false);

    /// <summary>The same values, passed by the printed functions in C.</summary>
    public sealed class OfC() : HostileRecordTests(isC: true);
}
