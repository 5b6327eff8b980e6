using Ngixi.Bindgen;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>Guests in each language keep values through their stubs.</summary>
public sealed class KeyValueGuestTests
{
    private readonly MemoryKeyValueStore store = new();

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_gets_and_sets_as_the_recipe_says_and_the_next_one_finds_it(GuestLanguage language)
    {
        using (KeyValueGuest guest = new(language, store))
        {
            Assert.Equal(["null", "hello", "0"], guest.Run("recipe"));
        }

        using KeyValueGuest next = new(language, store);
        Assert.Equal("hello", next.Run("recipe")[0]);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_finds_what_it_put_and_swaps_by_version(GuestLanguage language)
    {
        using KeyValueGuest guest = new(language, store);
        Assert.Equal(
            [
                "version: yes", "value: yes", "time: yes", "none: yes", "exists: yes", "none exists: no", "deleted: yes",
                "deleted again: no", "found: yes", "AA", "one,two",
            ],
            guest.Run("entries"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_counts(GuestLanguage language)
    {
        using KeyValueGuest guest = new(language, store);
        Assert.Equal(["10", "-8", "-8"], guest.Run("count"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_lists_its_keys_in_pages(GuestLanguage language)
    {
        using KeyValueGuest guest = new(language, store);
        Assert.Equal(["order/0 order/1 order/2", "order/3 order/4 order/5", "order/6"], guest.Run("list"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_makes_all_writes_of_a_batch_or_none(GuestLanguage language)
    {
        using KeyValueGuest guest = new(language, store);
        Assert.Equal(["7 3", "put: yes", "error 4: The key has another version.", "7"], guest.Run("batch"));
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_is_told_why_and_the_host_what_to_add_to_the_grant(GuestLanguage language)
    {
        KeyValueGrant grant = new() { Quota = new() { MaxKeys = 2, MaxBytes = 100 }, MaxValueBytes = 50 };
        using KeyValueGuest guest = new(language, store, grant);
        Assert.Equal(
            [
                "error 1: The key, or the prefix, is none.",
                "error 1: The key, or the prefix, is none.",
                "error 2: A time, a limit or a number of keys or writes is out of its range.",
                "error 3: The value, or the values together, are too large.",
                "ok",
                "error 7: The module keeps as much as it may.",
                "error 5: The value is no number.",
                "error 6: The sum does not fit into 64 bits.",
                "error 2: A time, a limit or a number of keys or writes is out of its range.",
            ],
            guest.Run("errors"));
        const string Denied = "The module billing was denied key-value: ";
        Assert.Equal(
            [
                $"{Denied}the key ``. It is none: it is empty. No grant can allow it.",
                $"{Denied}the key `line\\u000abreak`. It is none: it has a control character. No grant can allow it.",
                $"{Denied}a time to live of 00:00:00. It is 1 ms to 365 days. No grant can allow it.",
                $"{Denied}a value of 51 bytes for `k`. At most 50 are allowed. To allow it, add: MaxValueBytes = 51",
                $"{Denied}a write. 2 keys and 102 bytes are more than 2 and 100. "
                + "To allow it, add: Quota = new() { MaxKeys = …, MaxBytes = … }",
                $"{Denied}0 keys of a page. They are 1 to 1000. No grant can allow it.",
            ],
            guest.HostLog);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void What_cannot_be_set_ends_the_call_with_the_reason(GuestLanguage language)
    {
        using KeyValueGuest guest = new(language, store, new KeyValueGrant { MaxValueBytes = 50 });
        WasmImportException exception = Assert.IsType<WasmImportException>(
            Assert.ThrowsAny<WasmtimeException>(() => guest.Run("setTooMuch")).InnerException);
        Assert.Equal("env.kv_set", exception.Import);
        Assert.EndsWith(
            "KeyValueException: Refused a value of 51 bytes for `k`. At most 50 are allowed.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuestLanguage.AssemblyScript)]
    [InlineData(GuestLanguage.C)]
    public void A_guest_is_told_what_the_store_promises(GuestLanguage language)
    {
        using KeyValueGuest guest = new(language, store);
        Assert.Equal(["0", "survives exit: no", "survives power loss: no", "shared: no", "0", "flushed: yes"], guest.Run("describe"));
    }
}
