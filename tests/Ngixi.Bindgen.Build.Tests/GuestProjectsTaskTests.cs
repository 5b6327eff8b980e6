using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Guests that the build compiles, by the task alone and the real asc.</summary>
public sealed class GuestProjectsTaskTests : IDisposable
{
    private const string Guest = "Gast (é) it's";
    private const string Compiled = $"compiled the guest {Guest} to guest.wasm";
    private const string Installed = $"installed the packages of the guest {Guest}";
    private const string Entry = $"{Guest}/assembly/index.ts";

    private readonly TemporaryFolder folder = new();

    public GuestProjectsTaskTests() => GuestFiles.Write(folder.Write, Guest, folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_guest_is_compiled_again_when_something_that_it_reads_has_other_contents_and_not_before()
    {
        Assert.Equal([Compiled], Run().Messages);
        Assert.Contains("\"assembly/index.ts\"", File.ReadAllText(folder.At("obj/modules/guest.wasm.map")), StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(folder.At(Entry), DateTime.UtcNow.AddMinutes(1));
        Assert.DoesNotContain(Compiled, Run().Messages);

        // A source outside the guest's folder.
        folder.Write(Entry, "import { twice } from \"../../shared/twice\";\n\nexport function run(): i32 {\n  return twice(3);\n}\n");
        folder.Write("shared/twice.ts", "export function twice(value: i32): i32 {\n  return value * 2;\n}\n");
        Assert.Contains(Compiled, Run().Messages);
        folder.Write("shared/twice.ts", "export function twice(value: i32): i32 {\n  return value + value + 1;\n}\n");
        Assert.Contains(Compiled, Run().Messages);

        folder.Write($"{Guest}/asconfig.json", GuestFiles.Config.Replace("\"debug\": true", "\"debug\": false", StringComparison.Ordinal));
        Assert.Contains(Compiled, Run().Messages);
        File.Delete(folder.At("obj/modules/guest.wasm"));
        Assert.Contains(Compiled, Run().Messages);
        Assert.DoesNotContain(Compiled, Run().Messages);
    }

    [Fact]
    public void The_configuration_that_the_page_of_the_error_has_is_taken()
    {
        string page = File.ReadAllText(Path.Combine(HostProject.Repository, "docs/diagnostics/NGXB0019.md"));
        folder.Write($"{Guest}/asconfig.json", Assert.Single(CodeRegions.BlocksOf(page, "json")));
        folder.Write($"{Guest}/assembly/host/exports.ts", "export function ofHost(): i32 {\n  return 4;\n}\n");
        Assert.Contains(Compiled, Run().Messages);
        string module = File.ReadAllText(folder.At("obj/modules/guest.wasm"), System.Text.Encoding.Latin1);
        Assert.Contains("ofHost", module, StringComparison.Ordinal);
        Assert.Contains("_initialize", module, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_and_a_warning_of_asc_have_the_file_the_line_and_the_column_until_they_are_mended()
    {
        folder.Write(Entry, """
            export function run(value: f64): bool {
              if (value == NaN) {
                return "true";
              }
              return [1].map<string>((item) => item);
            }

            """);
        TaskRun run = Run();
        string file = folder.At(Entry);
        Assert.Equal(
            [
                $"{file}(3,12): TS2322: Type '~lib/string/String' is not assignable to type 'bool'.",
                $"{file}(5,36): TS2322: Type 'i32' is not assignable to type '~lib/string/String'.",
            ],
            run.Errors.Take(2));
        string warning = Assert.Single(run.Warnings);
        Assert.StartsWith($"{file}(2,7): AS907: 'NaN' does not compare equal to any other value", warning, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("obj/modules/guest.wasm")));
        Assert.Equal(run.Errors, Run().Errors);

        folder.Write(Entry, GuestFiles.Entry);
        Assert.Contains(Compiled, Run().Messages);
    }

    [Theory]
    [InlineData(null, null, "NGXB0017: Guests are compiled by Node, and there is no 'node' on the PATH. Install Node 20 or later with npm: https://nodejs.org.")]
    [InlineData("echo v18.20.4", null, "NGXB0017: Guests are compiled by Node 20 or later, and this is v18.20.4. Install Node 20 or later with npm")]
    [InlineData("echo v20.0.0", null, "NGXB0017: The packages of guests are installed by npm, and there is no 'npm' on the PATH.")]
    [InlineData("echo v20.0.0", "echo 'npm error code E404'; echo 'npm error 404 Not Found' >&2; exit 1", "NGXB0018: npm could not install the packages of the guest 'Gast (é) it's': npm error ")]
    public void A_tool_that_is_missing_or_fails_is_named_with_a_remedy(string? node, string? npm, string message)
    {
        RequireInstallation();
        TaskRun run = TaskRun.OfGuests(folder.Path, Items(), WriteProgram("node", node), WriteProgram("npm", npm));
        Assert.StartsWith(message, Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_are_installed_when_the_lock_file_has_changed_and_once_for_builds_that_ask_together()
    {
        RequireInstallation();
        string npm = WriteProgram("npm", "echo . >> ../runs.txt; touch node_modules/.package-lock.json");
        List<string> messages = [.. Enumerable.Range(0, 4)
            .AsParallel()
            .WithDegreeOfParallelism(4)
            .SelectMany(number => TaskRun.OfGuests(folder.Path, Items($"{number}.wasm"), npm: npm).Messages)];
        Assert.Equal(".\n", File.ReadAllText(folder.At("runs.txt")));
        Assert.Single(messages, Installed);
        Assert.True(File.Exists(folder.At("obj/modules/3.wasm")));

        TaskRun.OfGuests(folder.Path, Items("0.wasm"), npm: npm);
        Assert.Equal(".\n", File.ReadAllText(folder.At("runs.txt")));
        File.SetLastWriteTimeUtc(folder.At($"{Guest}/package-lock.json"), DateTime.UtcNow);
        TaskRun.OfGuests(folder.Path, Items("0.wasm"), npm: npm);
        Assert.Equal(".\n.\n", File.ReadAllText(folder.At("runs.txt")));
    }

    [Fact]
    public void A_folder_that_is_no_guest_project_is_refused_with_what_it_lacks()
    {
        folder.Write($"{Guest}/asconfig.json", "{");
        Assert.Contains("Asconfig is not valid json", Refusal("NGXB0020"), StringComparison.Ordinal);
        folder.Write($"{Guest}/asconfig.json", "{}");
        Assert.StartsWith(
            $"NGXB0019: The guest '{Guest}' has no entry files. Write them to \"entries\" there.", Refusal("NGXB0019"), StringComparison.Ordinal);
        File.Delete(folder.At($"{Guest}/asconfig.json"));
        Assert.StartsWith($"NGXB0019: The guest '{Guest}' has no asconfig.json. ", Refusal("NGXB0019"), StringComparison.Ordinal);
        Directory.Delete(folder.At($"{Guest}/node_modules/assemblyscript"));
        folder.Write($"{Guest}/asconfig.json", GuestFiles.Config);
        Assert.StartsWith($"NGXB0019: The guest '{Guest}' has no package assemblyscript. ", Refusal("NGXB0019"), StringComparison.Ordinal);
        File.Delete(folder.At($"{Guest}/package-lock.json"));
        Assert.StartsWith(
            $"NGXB0019: The guest '{Guest}' has no package-lock.json. Run 'npm install' in {folder.At(Guest)} and commit the file.",
            Refusal("NGXB0019"),
            StringComparison.Ordinal);
        Directory.Move(folder.At(Guest), folder.At("gone"));
        Assert.StartsWith($"NGXB0019: There is no folder of the guest '{Guest}'. ", Refusal("NGXB0019"), StringComparison.Ordinal);

        string Refusal(string code)
        {
            string error = Assert.Single(Run().Errors);
            Assert.StartsWith(code, error, StringComparison.Ordinal);
            return error;
        }
    }

    [Theory]
    [InlineData("../x.wasm")]
    [InlineData("/x.wasm")]
    [InlineData("x.dll")]
    [InlineData("a/.wasm")]
    public void A_module_stays_in_the_output(string module)
    {
        string error = Assert.Single(TaskRun.OfGuests(folder.Path, Items(module)).Errors);
        Assert.StartsWith($"NGXB0008: The guest '{Guest}' would be the module '{module}'. ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_come_beside_those_of_the_configuration_and_two_guests_are_two_modules()
    {
        folder.Write($"{Guest}/assembly/tests.ts", "export function test_three(): void {}\n");
        TaskItem tests = new(Guest);
        tests.SetMetadata("Module", "tests.wasm");
        tests.SetMetadata("Entries", "assembly/tests.ts");
        Assert.Empty(TaskRun.OfGuests(folder.Path, [.. Items(), tests]).Errors);
        Assert.DoesNotContain("test_three", ReadLatin("guest.wasm"), StringComparison.Ordinal);
        Assert.Contains("test_three", ReadLatin("tests.wasm"), StringComparison.Ordinal);
        Assert.Contains("run", ReadLatin("tests.wasm"), StringComparison.Ordinal);

        string error = Assert.Single(TaskRun.OfGuests(folder.Path, [.. Items(), .. Items()]).Errors);
        Assert.StartsWith("NGXB0008: Two guests would be the module 'guest.wasm'. ", error, StringComparison.Ordinal);
    }

    private static ITaskItem[] Items(string module = "guest.wasm")
    {
        TaskItem item = new(Guest);
        item.SetMetadata("Module", module);
        return [item];
    }

    private TaskRun Run() => TaskRun.OfGuests(folder.Path, Items());

    private string ReadLatin(string module) => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.At($"obj/modules/{module}")));

    private void RequireInstallation() =>
        File.SetLastWriteTimeUtc(folder.At($"{Guest}/node_modules/.package-lock.json"), DateTime.UnixEpoch);

    /// <summary>Writes a program in place of one of the machine.</summary>
    /// <returns>Its path, where nothing is without a script.</returns>
    private string WriteProgram(string name, string? script)
    {
        string path = folder.At($"programs/{name}");
        if (script is not null)
        {
            folder.Write($"programs/{name}", $"#!/bin/sh\n{script}\n");
            Command.Run("chmod", folder.Path, "+x", path).Succeeds();
        }

        return path;
    }
}
