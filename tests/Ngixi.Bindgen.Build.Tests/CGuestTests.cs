using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>What a guest in C that lacks something is told.</summary>
public sealed class CGuestTests(CGuestTests.BuiltHost host) : IClassFixture<CGuestTests.BuiltHost>
{
    private const string Allocator = "#define NGIXI_ALLOCATE(size) ((void *)(size))\n#define NGIXI_FREE(memory) ((void)(memory))\n";

    [Fact]
    public void An_exported_method_without_a_function_does_not_link()
    {
        CommandResult result = host.Project.TryCompileCGuest(Allocator + "#include \"native/host.h\"\n", "guest.wasm");
        Assert.NotEqual(0, result.ExitCode);
        result.Says(Troubleshooting.Quote("Undefined symbol 'host_…'"));
        host.Project.CompileCGuest(
            Allocator + "#include \"native/host.h\"\nngixi_text host_rule_decide(ngixi_text order) { return order; }\n",
            "guest.wasm");
    }

    [Fact]
    public void A_guest_without_an_allocator_does_not_compile()
    {
        CommandResult result = host.Project.TryCompileCGuest("#include \"native/host.h\"\n", "guest.wasm");
        Assert.NotEqual(0, result.ExitCode);
        result.Says(Troubleshooting.Quote("Define NGIXI_ALLOCATE(size) and NGIXI_FREE(memory)"));
    }

    /// <summary>A host with headers for a guest.</summary>
    public sealed class BuiltHost : IDisposable
    {
        public BuiltHost()
        {
            Project.Write("IRule.cs", """
                using Ngixi.Bindgen;

                namespace Host;

                [WasmExport]
                public interface IRule
                {
                    string Decide(string order);
                }
                """);
            Project.Build().Succeeds();
        }

        internal HostProject Project { get; } = new() { GuestDirectory = null, Guests = [("native", "C")] };

        public void Dispose() => Project.Dispose();
    }
}
