using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>The code of docs/keyed-guests.md is that of the tests.</summary>
public sealed partial class KeyedPageTests
{
    private static readonly string[] Compiled = ["IShop.cs", "KeyedPageTests.cs"];

    [Fact]
    public async Task The_program_of_the_page_calls_a_guest()
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(new GuestManifest { Name = "shop-module" }, KeyedHost.Guest);
        MemoryKeyValueStore store = new();

        await using KeyedGuests guests = new KeyedGuests().Add<IShopGuest>("shop", module, new KeyedGuestOptions
        {
            State = GuestState.SavedBeforeAnswer,
            Store = store,
        });
        IShopGuest shop = guests.Get<IShopGuest>("shop", "tenant 1");
        int count = await shop.AddAsync("pear", 3);
        Assert.Equal(3, count);
    }

    [Fact]
    public void Each_line_of_CSharp_is_compiled_and_the_guest_is_that_of_the_tests()
    {
        string guest = AssemblyScriptCompiler.Metadata("GuestDirectory");
        string page = File.ReadAllText(Path.Combine(guest, "../../../docs/keyed-guests.md")).ReplaceLineEndings("\n");
        HashSet<string> compiled = [.. Compiled
            .SelectMany(file => File.ReadAllLines(Path.Combine(guest, "../Keyed", file)))
            .Select(line => line.Trim())];
        string state = File.ReadAllText(Path.Combine(guest, "assembly/savedState.ts")).ReplaceLineEndings("\n");
        MatchCollection blocks = Block().Matches(page);
        Assert.Equal(["csharp", "csharp", "ts", "console"], blocks.Select(block => block.Groups["language"].Value));
        Assert.All(
            blocks.Where(block => block.Groups["language"].Value == "csharp")
                .SelectMany(block => block.Groups["code"].Value.Split('\n'))
                .Select(line => line.Trim())
                .Where(line => line.Length > 0),
            line => Assert.Contains(line, compiled));
        Assert.EndsWith(blocks[2].Groups["code"].Value, state, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?\n)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
