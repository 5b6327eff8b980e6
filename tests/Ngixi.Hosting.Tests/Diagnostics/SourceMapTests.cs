using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Diagnostics;

public sealed class SourceMapTests
{
    [Fact]
    public void A_place_has_the_line_of_the_mapping_before_it()
    {
        // Place 4 is a.ts:1:1, place 6 is b.ts:3:2, and of what is behind 10 nothing is known.
        PositionTable table = Read(
            """{"version":3,"sources":["a.ts","b.ts"],"sourcesContent":[null,{"x":[1]}],"names":[],"mappings":"IAAA,ECEC,I"}""");
        Assert.Null(table.Find(3, 0));
        Assert.Equal(new SourcePosition("a.ts", 1, 1), table.Find(5, 0));
        Assert.Equal(new SourcePosition("b.ts", 3, 2), table.Find(9, 0));
        Assert.Null(table.Find(10, 0));
        Assert.Null(table.Find(9, functionStart: 7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":2,"sources":[],"mappings":""}""")]
    [InlineData("""{"version":3,"sources":[]}""")]
    [InlineData("""{"version":3,"sources":{},"mappings":""}""")]
    [InlineData("""{"version":3,"sources":[1],"mappings":""}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"A"}{}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"AA"}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"AAAAAA"}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"D"}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"A!AA"}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"gggggggggggggggggggggA"}""")]
    [InlineData("""{"version":3,"sources":["a"],"mappings":"AADA"}""")]
    public void What_is_no_map_is_refused(string json) => Assert.Throws<FormatException>(() => Read(json));

    [Fact]
    public void A_source_that_is_not_listed_is_none() =>
        Assert.Null(Read("""{"version":3,"sources":[],"mappings":"AAAA"}""").Find(0, 0));

    [Fact]
    public void A_map_has_no_more_entries_than_are_kept()
    {
        string mappings = string.Concat(Enumerable.Repeat("C,", PositionTable.MaxEntries + 1));
        FormatException exception = Assert.Throws<FormatException>(
            () => Read($$"""{"version":3,"sources":[],"mappings":"{{mappings}}"}"""));
        Assert.Contains("1,048,576", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_map_is_read_or_refused()
    {
        foreach (int seed in Tries.Seeds(50))
        {
            Random random = new(seed);
            byte[] map = Guests.Invoice.SourceMap.AsSpan(0, 4000).ToArray();
            for (int i = 0; i < 20; i++)
            {
                map[random.Next(map.Length)] = (byte)random.Next(256);
            }

            TryRead(() => SourceMap.Read([.. map, .. "\"}"u8]));
        }
    }

    [Fact]
    public void A_damaged_line_table_is_read_or_refused()
    {
        WasmModule module = ModuleParser.Parse(Guests.InvoiceInC, new ModuleBounds());
        byte[] lines = module.ContentOf(".debug_line", Guests.InvoiceInC).ToArray();
        byte[] strings = module.ContentOf(".debug_line_str", Guests.InvoiceInC).ToArray();
        Assert.NotEmpty(lines);
        foreach (int seed in Tries.Seeds(500))
        {
            Random random = new(seed);
            byte[] damaged = [.. lines];
            for (int i = 0; i < 5; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            TryRead(() => LineProgram.Read(damaged, strings, 0));
            TryRead(() => LineProgram.Read(lines.AsSpan(0, random.Next(lines.Length)), strings, 0));
        }
    }

    private static PositionTable Read(string json) => SourceMap.Read(Encoding.UTF8.GetBytes(json));

    private static void TryRead(Func<PositionTable> read)
    {
        try
        {
            read().Find(100, 0);
        }
        catch (FormatException)
        {
            // Refused, as it may be.
        }
    }
}
