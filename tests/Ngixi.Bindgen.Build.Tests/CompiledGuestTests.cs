using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Guests that the build compiles, by whole builds.</summary>
public sealed class CompiledGuestTests
{
    private const string Compiled = "compiled the guest ";
    private const string Guest = "Gast (é) it's";
    private const string Module = $"bin/Debug/net10.0/{Guest}.wasm";

    [Fact]
    public void A_build_compiles_a_guest_after_its_stubs_and_only_when_it_has_changed_and_a_clean_deletes_the_module()
    {
        using HostProject host = Prepare();
        host.DesignTimeBuild().Succeeds().DoesNotSay(Compiled);
        host.Build().Succeeds().Says($"{Compiled}{Guest} to {Guest}.wasm");
        byte[] first = File.ReadAllBytes(host.At(Module));
        Assert.Contains("\"assembly/host/log.ts\"", host.Read($"{Module}.map"), StringComparison.Ordinal);

        // The guest's folder is for its sources alone: it may be read-only.
        Assert.DoesNotContain(host.StateOf(Guest).Names, name => name.EndsWith(".wasm", StringComparison.Ordinal));

        host.Build().Succeeds().DoesNotSay(Compiled);
        host.Write("ILog.cs", HostProject.Log.Replace("string message", "string message, int level = 7", StringComparison.Ordinal));
        host.Build().Succeeds().Says(Compiled);
        Assert.NotEqual(first, File.ReadAllBytes(host.At(Module)));

        // The stub changes, and the guest does not fit it any more.
        host.Write("ILog.cs", HostProject.Log.Replace("string message", "int message", StringComparison.Ordinal));
        CommandResult broken = host.Build();
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Equal(
            [$"{host.At($"{Guest}/assembly/index.ts")}(4,13): error TS2322: Type '~lib/string/String' is not assignable to type 'i32'."],
            broken.Errors);

        host.Clean().Succeeds();
        Assert.Empty(Directory.GetFiles(host.At("bin"), "*.wasm*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(host.At($"{HostProject.IntermediateFolder}/ngixi.modules")));
    }

    [Fact]
    public void A_project_that_references_a_host_has_its_module_beside_it_and_so_has_what_is_published()
    {
        using HostProject host = Prepare();
        using HostProject program = new() { Name = "Program", IsProgram = true, GuestDirectory = null, Projects = [host.Prepare()] };
        program.Delete("ILog.cs");
        program.Delete("IClock.cs");
        program.Write("Program.cs", "System.Console.WriteLine();\n");
        CommandResult publish = program.Build("-t:Publish", "-p:Configuration=Debug").Succeeds();
        Assert.True(File.Exists(program.At(Module)), publish.ToString());
        Assert.True(File.Exists(program.At($"bin/Debug/net10.0/publish/{Guest}.wasm.map")), publish.ToString());
    }

    private static HostProject Prepare()
    {
        HostProject host = new()
        {
            GuestDirectory = $"{Guest}/assembly/host",
            OtherGuests = $"""<NgixiGuestProject Include="{Guest}/" />""",
        };
        GuestFiles.Write(host.Write, Guest, host.At(""));
        host.Write($"{Guest}/assembly/index.ts", "import { log } from \"./host\";\n\nexport function run(): void {\n  log.write(\"hello\");\n}\n");
        return host;
    }
}
