using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Guests with the stubs of two assemblies: a library of contracts, and a host with contracts of its own.</summary>
public sealed class TwoAssembliesTests
{
    private const string Guest = """
        import { log } from "./guest";
        import { clock } from "./library";

        log.write("at " + clock.now().toString());
        """;

    /// <summary>Longer than the area that a guest has for arguments, so that it is parked.</summary>
    private const string Long = "new string('x', 5000)";

    [Theory]
    [InlineData("guest/exports.ts", "library/exports.ts")]
    [InlineData("library/exports.ts", "guest/exports.ts")]
    public void Each_assembly_passes_its_arguments_to_its_own_stubs(string first, string second)
    {
        using HostProject library = LibraryOf("Review", "Judge");
        using HostProject host = HostOf(library, "Render", $$"""
            Console.WriteLine(instance.GetPlugin().Render("hello", 1));
            Console.WriteLine(instance.GetReview().Judge("world", 2));
            Console.WriteLine(instance.GetPlugin().Render({{Long}}, 3).Length);
            Console.WriteLine(instance.GetReview().Judge({{Long}}, 4).Length);
            Console.WriteLine(instance.GetReview().Judge("again", 5));
            Console.WriteLine(instance.GetPlugin().Render("again", 6));
            """);
        WriteHandler(host, "Plugin", "render", "guest");
        WriteHandler(host, "Review", "judge", "library");
        string guest = host.CompileGuest(Guest, "guest.wasm", first, second);
        Assert.Equal(
            "at 7\nPlugin hello 1\nReview world 2\n5009\n5009\nReview again 5\nPlugin again 6",
            host.RunProgram(guest).Succeeds().Output.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void Exports_of_one_name_in_two_assemblies_do_not_compile()
    {
        using HostProject library = LibraryOf("Review", "Render");
        using HostProject host = HostOf(library, "Render", "");
        WriteHandler(host, "Plugin", "render", "guest");
        WriteHandler(host, "Review", "render", "library");
        CommandResult result = host.TryCompileGuest(Guest, "guest.wasm", "guest/exports.ts", "library/exports.ts");
        Assert.NotEqual(0, result.ExitCode);
        result
            .Says(Troubleshooting.Quote("Duplicate identifier 'ngixi_export_…'"))
            .Says("in library/reviewExports.ts")
            .Says("in guest/pluginExports.ts");
    }

    private static HostProject LibraryOf(string name, string method)
    {
        HostProject library = new() { Name = "Library" };
        library.Delete("ILog.cs");
        library.Write("Export.cs", ExportOf(name, method));
        return library;
    }

    private static HostProject HostOf(HostProject library, string method, string calls)
    {
        HostProject host = new() { Name = "App", IsProgram = true, References = [library.Assembly] };
        library.GuestDirectory = host.At("library");
        library.Build().Succeeds();
        host.Delete("IClock.cs");
        host.Write("Export.cs", ExportOf("Plugin", method));
        host.Write("Program.cs", $$"""
            using System;
            using Host;
            using Ngixi.Bindgen;
            using Wasmtime;

            using Engine engine = new();
            using Linker linker = new(engine);
            linker.DefineLog(new Log());
            linker.DefineClock(new Clock());
            linker.DefineAssemblyScript();
            using Module module = Module.FromFile(engine, args[0]);
            linker.CheckContracts(engine, module);
            module.CheckPlugin();
            module.CheckReview();
            using Store store = new(engine);
            Instance instance = linker.Instantiate(store, module);
            instance.GetAction("_initialize")!();
            {{calls}}

            sealed class Log : ILog
            {
                public void Write(string message) => Console.WriteLine(message);
            }

            sealed class Clock : IClock
            {
                public long Now() => 7;
            }
            """);
        host.Build().Succeeds();
        return host;
    }

    private static string ExportOf(string name, string method) => $$"""
        using Ngixi.Bindgen;

        namespace Host;

        [WasmExport]
        public interface I{{name}}
        {
            string {{method}}(string text, int number);
        }
        """;

    private static void WriteHandler(HostProject host, string name, string method, string stubs) =>
        host.Write($"{name.ToLowerInvariant()}.ts", $$"""
            import { {{name}} } from "./{{stubs}}";

            class Handler extends {{name}} {
              {{method}}(text: string, number: i32): string {
                return "{{name}} " + text + " " + number.toString();
              }
            }

            export const {{name.ToLowerInvariant()}} = new Handler();
            """);
}
