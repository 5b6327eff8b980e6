using Ngixi.Cli.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Cli.Tests;

public sealed class InspectTests
{
    [Fact]
    public void A_module_is_told_by_capability_with_a_manifest_at_the_end()
    {
        using CliFolder folder = Shop.Folder();
        CliResult result = folder.Run("inspect", "./shop.wasm").Exits(0);
        Assert.Equal(
            """
            module      shop.wasm
            sha256      8819
            size        93 bytes, 1 functions, the largest 7 bytes
            memory      128 KiB at first, without a bound of its own
            features    none beyond the usual
            exports     memory, add (i32 i32) -> i32
            log         to grant it: "log": true
              env.log (i32 i32)
            keyValue    to grant it: "keyValue": true
              env.kv_get (i32 i32 i32) -> i32

            A manifest that grants all of it, for shop.ngixi.json. Take away what the module is not to do:
            {
              "name": "shop",
              "module": {
                "file": "shop.wasm",
                "sha256": "8819"
              },
              "grants": {
                "log": true,
                "keyValue": true
              }
            }

            """,
            Short(result.Output));
        Assert.Empty(result.Error);
    }

    [Fact]
    public void The_manifest_that_it_prints_fits_the_module()
    {
        using CliFolder folder = new();
        folder.WriteModule("big.wasm", """
            (module
              (import "env" "log" (func (param i32 i32)))
              (import "env" "http_request" (func (param i32 i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
              (memory (export "memory") 2000)
              (func (export "_start"))
              (func (export "mix") (drop (i8x16.splat (i32.const 1)))))
            """);
        string manifest = folder.Run("inspect", "./big.wasm", "--manifest-skeleton").Exits(0).Output;
        folder.Write("big.ngixi.json", manifest);
        folder.Run("explain", "./big.wasm").Exits(0).Says("It fits its manifest.");
        Assert.Equal(125 * 1024 * 1024, GuestManifest.Read(folder.At("big.ngixi.json")).Limits.Memory);
    }

    [Fact]
    public void Programs_get_one_document_with_the_same()
    {
        using CliFolder folder = Shop.Folder();
        CliResult result = folder.Run("inspect", "./shop.wasm", "--json").Exits(0);
        Assert.Equal("inspect", result.Json.GetProperty("command").GetString());
        Assert.Equal("\"keyValue\": true", result.Json.GetProperty("capabilities")[1].GetProperty("add").GetString());
        Assert.Equal("shop", result.Json.GetProperty("manifestSkeleton").GetProperty("name").GetString());
    }

    [Fact]
    public void Names_of_a_guest_steer_no_terminal_and_are_no_markup()
    {
        using CliFolder folder = new();
        folder.WriteModule("evil.wasm", """(module (import "e\1b[2J" "f" (func)) (func (export "\1b]0;x\07[red]a[/]\e2\80\ae")))""");
        foreach (CliSetting setting in new[] { new CliSetting(), CliSetting.Person })
        {
            string output = folder.Run(setting, "inspect", "./evil.wasm").Exits(0).Output;
            Assert.Contains("\\u001B]0;x\\u0007[red]a[/]\\u202E", output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\u001B]", output, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001B[2J", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_terminal_gets_the_same_words_with_colors_and_in_its_width()
    {
        using CliFolder folder = Shop.Folder();
        string output = folder.Run(CliSetting.Person with { Width = 60 }, "inspect", "./shop.wasm").Exits(0).Output;
        Assert.Contains("\u001B[", output, StringComparison.Ordinal);
        string[] lines = Ansi.Strip(output).Split('\n');
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 60, line));
        Assert.Contains(lines, line => line.StartsWith("keyValue    to grant it: \"keyValue\": true", StringComparison.Ordinal));
    }

    [Fact]
    public void NO_COLOR_is_heeded()
    {
        using CliFolder folder = Shop.Folder();
        string output = folder.Run(CliSetting.Person with { NoColor = "1" }, "inspect", "./shop.wasm").Output;
        Assert.Equal(folder.Run("inspect", "./shop.wasm").Output, output);
    }

    [Fact]
    public void A_terminal_without_Unicode_gets_what_it_can_show()
    {
        using CliFolder folder = new();
        folder.WriteModule("shop.wasm", """(module (func (export "größe→東")))""");
        CliSetting latin = new() { Encoding = System.Text.Encoding.Latin1 };
        folder.Run(latin, "inspect", "./shop.wasm").Exits(0).Says("exports     größe->\\u6771 ()");
    }

    private static string Short(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "\\b([0-9a-f]{4})[0-9a-f]{60}\\b", "$1");
}
