using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

/// <summary>Projects of the templates that the tutorial does not make.</summary>
[Collection(PackedBindgen.Tests)]
public sealed class TemplateTests(PackedBindgen package)
{
    [Fact]
    public void A_host_and_a_guest_beside_it_run_at_once()
    {
        using TemplateFolder folder = new(package);
        folder.Shell("dotnet new install Ngixi.Templates").Succeeds();
        folder.Shell("dotnet new ngixi-host -o Host && dotnet new ngixi-guest -o 'my guest'").Succeeds();
        folder.Replace("Host/Host.csproj", "../guest", "../my guest");
        folder.Shell("dotnet run --project Host").Succeeds().Says("info: Wasm.guest[1] Hello, world!");
        Assert.Equal(["greeting.ts", "index.ts", "tests.ts"], NamesIn(folder.At("my guest/assembly"), "*.ts"));
    }

    [Fact]
    public void A_library_with_a_capability_carries_its_stubs_to_the_guest_of_a_host()
    {
        using TemplateFolder folder = new(package);
        folder.Shell("dotnet new install Ngixi.Templates").Succeeds();
        folder.Shell("dotnet new ngixi-capability -n Acme.Notes && dotnet new ngixi-host -o Host && dotnet new ngixi-guest -o guest")
            .Succeeds();
        folder.Replace(
            "Host/Host.csproj",
            "<PackageReference Include=\"Ngixi.Hosting\"",
            "<ProjectReference Include=\"../Acme.Notes/Acme.Notes.csproj\" />\n    <PackageReference Include=\"Ngixi.Hosting\"");

        // As the library's own page says it.
        string readme = folder.Read("Acme.Notes/README.md");
        string Printed(string language) => Assert.Single(CodeRegions.BlocksOf(readme, language)).TrimEnd('\n');
        const string Own = "<NgixiGuest Include=\"../guest/assembly/host\" />";
        folder.Replace("Host/Host.csproj", Own, $"{Own}\n    {Printed("xml")}");
        folder.Replace(
            "Host/Program.cs",
            "using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });",
            $"""
            GuestEngineOptions options = new() {"{"} Loggers = loggers {"}"};
            {Printed("csharp")}
            using GuestEngine engine = new(options);
            """);
        folder.Write("Host/Usings.cs", "global using Acme.Notes;\n");
        Assert.Matches("^\"grants\": \\{ \"notes\": \\{ \"maxNotes\": 10 \\} \\}$", Printed("json"));
        folder.Replace(
            "Host/guest.ngixi.json", "\"grants\": {", Printed("json").Replace("10 } }", "2 },", StringComparison.Ordinal));
        folder.Write("guest/assembly/index.ts", """
            import { notes } from "./notes";

            export function run(): i32 {
              return notes.leave("milk") && notes.leave("bread") && !notes.leave("salt") ? 0 : 1;
            }

            """);
        folder.Shell("dotnet run --project Host").Succeeds().Says("guest: milk").Says("guest: bread").DoesNotSay("salt");
    }

    private static string[] NamesIn(string folder, string pattern) =>
        [.. Directory.GetFiles(folder, pattern).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
}
