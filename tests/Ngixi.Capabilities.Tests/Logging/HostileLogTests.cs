using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Logging;

/// <summary>What a guest writes cannot forge a line, steer a terminal, pass for the host's, or fill the host's memory.</summary>
public sealed class HostileLogTests : IDisposable
{
    private readonly LogBook book = new();
    private readonly List<IDisposable> disposables = [];

    public void Dispose()
    {
        disposables.Reverse();
        disposables.ForEach(disposable => disposable.Dispose());
        book.Dispose();
    }

    [Theory]
    [InlineData("paid\n2026-01-01 [ERR] root logged in", "paid\\u000a2026-01-01 [ERR] root logged in")]
    [InlineData("a\r\nb\vc\fd", "a\\u000d\\u000ab\\u000bc\\u000cd")]
    [InlineData("\u001b[2J\u001b]0;title\u0007", "\\u001b[2J\\u001b]0;title\\u0007")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("user \u202enimda\u202c", "user \\u202enimda\\u202c")]
    [InlineData("\u2066hidden\u2069\u200b\ufeff", "\\u2066hidden\\u2069\\u200b\\ufeff")]
    [InlineData("a\0b", "a\\u0000b")]
    [InlineData("line\u2028separator\u2029", "line\\u2028separator\\u2029")]
    [InlineData("whole \ud83d\ude00 ünïcödé", "whole \ud83d\ude00 ünïcödé")]
    [InlineData("`quoted`", "\\u0060quoted\\u0060")]
    [InlineData("{Message} {0} {{", "{Message} {0} {{")]
    [InlineData("{OriginalFormat}", "{OriginalFormat}")]
    [InlineData("", "")]
    public void A_text_is_written_as_one_value_on_one_line(string text, string written)
    {
        RawGuest guest = Start(new LogGrant());
        Write(guest, text);
        Assert.Equal(written, book.Only.Message);
        Assert.Equal(["Message", "{OriginalFormat}"], book.Only.StructuredState!.Select(item => item.Key));
        Assert.Equal("{Message}", book.Only.GetStructuredStateValue("{OriginalFormat}"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_its_number()
    {
        RawGuest guest = Start(new LogGrant());
        Write(guest, "high \ud83d");
        Write(guest, "low \ude00 high \ud83d end");
        Assert.Equal(["high \\ud83d", "low \\ude00 high \\ud83d end"], book.Records.Select(record => record.Message));
    }

    [Fact]
    public void Texts_of_any_characters_are_written_without_one_that_a_terminal_obeys()
    {
        RawGuest guest = Start(new LogGrant { MaxLinesPerSecond = int.MaxValue, MaxBytesPerSecond = int.MaxValue, MaxMessageLength = 200 });
        int count = 0;
        foreach (int seed in Tries.Seeds(500))
        {
            string text = HostileText.Make(seed);
            book.Clear();
            Write(guest, text);
            FakeLogRecord record = book.Only;
            string all = record.Message + string.Concat(
                record.StructuredState!.Where(item => item.Key != "{OriginalFormat}").Select(item => item.Key + item.Value));
            Assert.True(all.EnumerateRunes().All(IsShown), $"Seed {seed}: {UntrustedText.Quote(all, int.MaxValue)}");
            Assert.Equal(all, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(all)));
            Assert.InRange(record.Message.Length, 0, (200 * 6) + 40);
            Assert.All(
                record.StructuredState!,
                item => Assert.Matches("^(Message|{OriginalFormat}|wasm[.]dropped_properties|guest[.].*)$", item.Key));
            count++;
        }

        Assert.Equal(Tries.Count(500), count);

        static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_line_is_cut_at_a_character_and_says_how_long_it_was(bool utf8)
    {
        RawGuest guest = Start(new LogGrant { MaxMessageLength = 10 });
        Write(guest, "123456789\ud83d\ude00tail", utf8);
        Write(guest, "12345678\ud83d\ude00tail", utf8);
        Write(guest, "1234567890", utf8);
        Write(guest, "\n\n\n\n\n\n\n\n\n\n\n", utf8);
        Assert.Equal(
            [
                "123456789… (15 characters)", "12345678\ud83d\ude00… (14 characters)", "1234567890",
                string.Concat(Enumerable.Repeat("\\u000a", 10)) + "… (11 characters)",
            ],
            book.Records.Select(record => record.Message));
    }

    [Fact]
    public void A_line_of_8_KiB_is_written_whole_and_one_of_64_KiB_is_cut()
    {
        RawGuest guest = Start(new LogGrant());
        string line = new('x', 4_096);
        Write(guest, line);
        Write(guest, new string('x', 32_768));
        Assert.Equal([line, line + "… (32,768 characters)"], book.Records.Select(record => record.Message));
        WasmImportException refused = Fail(() => Write(guest, new string('x', 32_769)));
        Assert.True(refused.IsBadArgument);
        Assert.Equal("message", refused.Parameter);
    }

    [Fact]
    public void A_JSON_message_cannot_shadow_what_the_host_says()
    {
        RawGuest guest = Start(new LogGrant());
        Write(
            guest,
            """
            {"wasm.module":"admin","{OriginalFormat}":"x","Message":"y","wasm.target":"z","guest.a":1,"message":{"nested":true}}
            """);
        Assert.Equal(
            [
                "Message", "guest.wasm.module", "guest.{OriginalFormat}", "guest.Message", "guest.wasm.target", "guest.guest.a",
                "guest.message.nested", "{OriginalFormat}",
            ],
            book.Only.StructuredState!.Select(item => item.Key));
        Assert.Equal("billing", Assert.Single(book.Only.Scopes.OfType<IReadOnlyList<KeyValuePair<string, object?>>>())[0].Value);
        Assert.Equal("{Message}", book.Only.GetStructuredStateValue("{OriginalFormat}"));
    }

    [Fact]
    public void Of_a_JSON_name_that_comes_twice_the_first_counts()
    {
        RawGuest guest = Start(new LogGrant());
        Write(guest, """{"a":1,"a":2,"b.c":3,"b":{"c":4},"message":"first","message":"second"}""");
        Assert.Equal("first", book.Only.Message);
        Assert.Equal("1", book.Only.GetStructuredStateValue("guest.a"));
        Assert.Equal("3", book.Only.GetStructuredStateValue("guest.b.c"));
        Assert.Equal("second", book.Only.GetStructuredStateValue("guest.message"));
        Assert.Equal("2", book.Only.GetStructuredStateValue("wasm.dropped_properties"));
    }

    [Fact]
    public void A_JSON_message_has_some_properties_and_the_rest_is_counted()
    {
        RawGuest guest = Start(new LogGrant { MaxProperties = 3 });
        Write(guest, "{" + string.Join(',', Enumerable.Range(0, 100).Select(index => $"\"k{index}\":{index}")) + "}");
        Assert.Equal(
            ["Message", "guest.k0", "guest.k1", "guest.k2", "wasm.dropped_properties", "{OriginalFormat}"],
            book.Only.StructuredState!.Select(item => item.Key));
        Assert.Equal("97", book.Only.GetStructuredStateValue("wasm.dropped_properties"));
    }

    [Fact]
    public void A_JSON_message_becomes_properties_to_some_depth_and_is_text_beyond()
    {
        RawGuest guest = Start(new LogGrant { MaxDepth = 2, MaxValueLength = 12, MaxKeyLength = 5 });
        Write(
            guest,
            """
            {"a":{"b":{"c":1}},"list":[1,{"x":"\u0007"},3,4,5],"long":"123456789012345","1234567":true,
            "big":1e999,"wide":123456789012345678901}
            """);
        Assert.Equal(
            [
                "guest.a.b={\"c\":1}", "guest.list=[1,{\"x\":\"\\u0…", "guest.long=123456789012…", "guest.12345…=True", "guest.big=1e999",
                "guest.wide=1.2345678901234568E+20",
            ],
            book.Only.StructuredState!.Skip(1).SkipLast(1).Select(item => $"{item.Key}={item.Value}"));
    }

    [Fact]
    public void A_long_JSON_name_before_many_members_is_not_copied_for_each()
    {
        RawGuest guest = Start(new LogGrant());
        string members = string.Join(',', Enumerable.Range(0, 150).Select(index => $"\"k{index}\":{index}"));
        string text = $"{{\"{new string('n', 2_000)}\":{{{members}}}}}";
        Write(guest, text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Write(guest, text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 300_000);
        Assert.Equal("guest." + new string('n', 128) + "…", book.Records[1].StructuredState![1].Key);
        Assert.Equal("149", book.Records[1].GetStructuredStateValue("wasm.dropped_properties"));
    }

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{}}")]
    [InlineData("{//}")]
    public void What_is_no_JSON_object_is_text(string text)
    {
        RawGuest guest = Start(new LogGrant());
        Write(guest, text);
        Assert.Equal(text, book.Only.Message);
        Assert.Equal(["Message", "{OriginalFormat}"], book.Only.StructuredState!.Select(item => item.Key));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void JSON_of_a_thousand_levels_is_text(string open, string close)
    {
        RawGuest guest = Start(new LogGrant { MaxMessageLength = 20_000 });
        string text = "{\"a\":" + Repeat(open) + "1" + Repeat(close) + "}";
        Write(guest, text);
        Assert.Equal(text, book.Only.Message);

        static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, 1_000));
    }

    [Fact]
    public void Properties_of_an_event_have_limits_too()
    {
        RawGuest guest = Start(new LogGrant { MaxProperties = 2, MaxKeyLength = 3, MaxValueLength = 4 });
        // Entries of a name and a text: 16 bytes each, and a case of 8.
        string[] names = ["aaaa", "b\n", "cc"];
        for (int i = 0; i < names.Length; i++)
        {
            guest.Write(4_000 + (i * 16), names[i]);
            guest.Words(1_000 + (i * 16), 4_000 + (i * 16), names[i].Length, 0, 2_000);
        }

        guest.Words(2_000, 3_000, 5);
        guest.Write(3_000, "tail\u001b");
        guest.Call("log_event", (int)LogLevel.Error, 0, 0, 3_000, 4, 1_000, 3);
        Assert.Equal(
            ["Message=tail", "guest.aaa…=tail…", "guest.b\\u000a=tail…", "wasm.dropped_properties=1", "{OriginalFormat}={Message}"],
            book.Only.StructuredState!.Select(item => $"{item.Key}={item.Value}"));
    }

    [Fact]
    public void Of_a_filtered_line_nothing_is_read()
    {
        RawGuest guest = Start(new LogGrant { MinimumLevel = LogLevel.Error });
        guest.Call("log", -1, 100);
        guest.Call("log_event", (int)LogLevel.Warning, 0, 0, -1, 100, -1, 100);
        Assert.True(guest.CallToFail("log_event", (int)LogLevel.Error, 0, 0, -1, 100, 0, 0).IsBadArgument);
        Assert.True(guest.CallToFail("log_event", (int)LogLevel.Error, 0, 0, 0, 0, -1, 100).IsBadArgument);
        Assert.True(guest.CallToFail("log_event", (int)LogLevel.Error, -1, 100, 0, 0, 0, 0).IsBadArgument);
        Assert.Empty(book.Records);
    }

    [Fact]
    public void Text_that_is_no_UTF_8_or_half_a_unit_of_UTF_16_is_a_bad_argument()
    {
        RawGuest guest = Start(new LogGrant());
        guest.Write(8, [0x66, 0xc3, 0x28]);
        Assert.True(guest.CallToFail("log", 8, 3).IsBadArgument);
        Assert.True(guest.CallToFail("log", 8, unchecked((int)0x8000_0003)).IsBadArgument);
        Assert.True(guest.CallToFail("log", 9, unchecked((int)0x8000_0002)).IsBadArgument);
        Assert.True(guest.CallToFail("log", RawGuest.MemorySize - 1, 2).IsBadArgument);
        Assert.Empty(book.Records);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void A_level_that_is_none_is_a_bad_argument(int level)
    {
        RawGuest guest = Start(new LogGrant());
        WasmImportException refused = guest.CallToFail("log_enabled", level, 0, 0);
        Assert.True(refused.IsBadArgument);
        Assert.Equal("level", refused.Parameter);
    }

    [Fact]
    public void Targets_have_levels_by_the_longest_name_that_fits()
    {
        RawGuest guest = Start(new LogGrant
        {
            MinimumLevel = LogLevel.Error,
            Targets = new Dictionary<string, LogLevel> { ["http"] = LogLevel.Debug, ["http.client.pool"] = LogLevel.None },
        });
        Assert.All(["http", "http.client", "http.client.other"], target => Assert.True(IsEnabled(target), target));
        Assert.All(["http.client.pool.x", "httpx", ""], target => Assert.False(IsEnabled(target), target));

        bool IsEnabled(string target)
        {
            guest.Write(0, target);
            return (int)guest.Call("log_enabled", (int)LogLevel.Debug, 0, target.Length)! == 1;
        }
    }

    private static void Write(RawGuest guest, string text, bool utf8 = false)
    {
        // UTF-16 as it is, with the halves of pairs that an encoding would mend.
        ReadOnlySpan<byte> bytes = utf8 ? Encoding.UTF8.GetBytes(text) : MemoryMarshal.AsBytes<char>(text);
        bytes.CopyTo(guest.Bytes(8, bytes.Length));
        guest.Call("log", 8, utf8 ? bytes.Length : unchecked((int)0x8000_0000) | bytes.Length);
    }

    private static WasmImportException Fail(Action action) =>
        (WasmImportException)Assert.ThrowsAny<WasmtimeException>(action).InnerException!;

    private RawGuest Start(LogGrant grant)
    {
        Linker linker = new(RawGuest.Engine);
        disposables.Add(linker);
        linker.DefineLog(new GuestLog(book.Loggers, "billing", grant).ForInstance);
        RawGuest guest = RawGuest.Create(
            linker,
            "env.log (i32 i32)",
            "env.log_enabled (i32 i32 i32) -> i32",
            "env.log_event (i32 i32 i32 i32 i32 i32 i32)");
        disposables.Add(guest);
        return guest;
    }
}
