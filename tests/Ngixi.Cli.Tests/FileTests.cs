using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

/// <summary>Files that are not what a command needs.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("nothing.wasm", "There is no file 'nothing.wasm'.", "Check the path, or build the guest first.")]
    [InlineData("folder", "'folder' is a directory.", "Name a .wasm file in it.")]
    [InlineData("empty.wasm", "'empty.wasm' is empty.", "Build the guest again.")]
    [InlineData("text.wat", "'text.wat' is WebAssembly in text form.", "wat2wasm text.wat")]
    [InlineData("program.exe", "'program.exe' is no WebAssembly module.", "Name the .wasm file")]
    [InlineData("component.wasm", "'component.wasm' is a component, and guests are core modules.", "without wasm-tools component new")]
    [InlineData("cut.wasm", "'cut.wasm' cannot be read.\n  It is no valid module: ", "check that the file was copied whole")]
    [InlineData("huge.wasm", "'huge.wasm' has 10,485,761 bytes: 10,485,760 are the most.", "Build the module with optimizations")]
    [InlineData("alone.json", "The manifest 'alone.json' names no module.", "\"module\": { \"file\": \"….wasm\" }")]
    public void A_file_that_is_no_module_is_told_for_what_it_is(string file, string message, string advice)
    {
        using CliFolder folder = Shop.Folder();
        byte[] shop = File.ReadAllBytes(folder.At("shop.wasm"));
        Directory.CreateDirectory(folder.At("folder"));
        folder.Write("empty.wasm", "");
        folder.Write("text.wat", "  (module)");
        folder.Write("program.exe", "MZ");
        folder.WriteBytes("component.wasm", [0, (byte)'a', (byte)'s', (byte)'m', 13, 0, 1, 0]);
        folder.WriteBytes("cut.wasm", shop.AsSpan(0, shop.Length - 5));
        folder.WriteBytes("huge.wasm", new byte[10 * 1024 * 1024 + 1]);
        folder.Write("alone.json", """{ "name": "alone" }""");
        CliResult result = folder.Run("inspect", "./" + file).Fails(ExitCode.Usage, message, advice);
        Assert.Empty(result.Output);
        Assert.Equal("file", folder.Run("inspect", "./" + file, "--json").Json.GetProperty("error").GetProperty("case").GetString());
    }

    [Fact]
    public void A_manifest_that_is_not_there_is_to_be_written()
    {
        using CliFolder folder = Shop.Folder();
        folder.Run("explain", "./shop.wasm", "--manifest", "./other.json")
            .Fails(ExitCode.Usage, "There is no manifest 'other.json'.", "--manifest-skeleton > other.json");
        File.Delete(folder.At("shop.ngixi.json"));
        folder.Run("explain", "./shop.wasm").Fails(ExitCode.Usage, "'shop.wasm' has no manifest beside it.", "Name one by --manifest");
    }

    [Fact]
    public void Control_characters_of_a_path_are_escaped()
    {
        using CliFolder folder = new();
        folder.Run("inspect", "./a\u001B[2Jb").Fails(ExitCode.Usage, "There is no file 'a\\u001B[2Jb'.", "Check the path");
    }
}
