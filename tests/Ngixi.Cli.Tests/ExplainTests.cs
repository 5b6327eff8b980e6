using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public void What_is_lacking_is_told_with_the_line_to_add()
    {
        using CliFolder folder = Shop.Folder();
        CliResult result = folder.Run("explain", "./shop.wasm", "--manifest", "./shop.ngixi.json");
        result.Says("log         granted: Support reads it.\n").Says("keyValue    not granted; to grant it: \"keyValue\": true\n");
        result.Fails(
            ExitCode.Denied,
            "  It imports `env.kv_get` of keyValue, which the manifest does not grant. To allow it, add to the manifest's grants: "
                + "\"keyValue\": true\n",
            "Add what is named to shop.ngixi.json, if the module is to have it.");
    }

    [Fact]
    public void A_manifest_alone_names_its_module()
    {
        using CliFolder folder = Shop.Folder();
        folder.Write("shop.ngixi.json", Shop.Manifest.Replace("\"log\"", "\"keyValue\": true, \"log\"", StringComparison.Ordinal));
        folder.Run("explain", "./shop.ngixi.json").Exits(0).Says("so          It fits its manifest.\n");
    }

    [Fact]
    public void Programs_get_what_is_refused_as_an_error_beside_the_report()
    {
        using CliFolder folder = Shop.Folder();
        CliResult result = folder.Run("explain", "./shop.wasm", "--json").Exits(ExitCode.Denied);
        Assert.Equal("denied", result.Json.GetProperty("error").GetProperty("case").GetString());
        Assert.False(result.Json.GetProperty("capabilities")[1].GetProperty("isGranted").GetBoolean());
        Assert.Empty(result.Error);
    }

    [Fact]
    public void Mistakes_of_a_manifest_are_told_with_their_lines()
    {
        using CliFolder folder = Shop.Folder();
        folder.Write("shop.ngixi.json", "{\n  \"name\": \"shop\",\n  \"grant\": {}\n}\n");
        folder.Run("explain", "./shop.wasm")
            .Fails(ExitCode.Usage, "shop.ngixi.json(3,3)", "Mend what is named; nothing was run.");
    }

    [Fact]
    public void Variables_are_stated()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", "(module)");
        folder.Write("m.ngixi.json", """{ "name": "${NAME}" }""");
        folder.Run("explain", "./m.wasm", "--var", "NAME=shop").Exits(0).Says("module      shop\n");
        folder.Run("explain", "./m.wasm", "--var", "NAME").Fails(ExitCode.Usage, "--var has 'NAME'.", "Write --var NAME=VALUE.");
    }

    [Fact]
    public void A_module_of_another_host_is_told_to_be_run_there()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", """(module (import "env" "launch_rockets" (func)))""");
        folder.Write("m.ngixi.json", """{ "name": "m" }""");
        folder.Run("explain", "./m.wasm")
            .Says("unknown     env.launch_rockets ()")
            .Fails(ExitCode.Denied, "which no capability of this host has", "Its unknown imports are another host's: run it there");
    }
}
