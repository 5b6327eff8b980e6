using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>What docs/troubleshooting.md quotes of compilers, and of the check of a guest that they compiled.</summary>
public sealed class TroubleshootingTests
{
    [Fact]
    public void The_namespace_of_an_interface_that_is_not_used()
    {
        CSharpCompilation compilation = Sources.Compile(
            """
            namespace Shop
            {
                [Ngixi.Bindgen.WasmImport("shop")]
                public interface IOrders { void Get(int id); }
            }

            public static class Program
            {
                public static void Define(Wasmtime.Linker linker) => linker.DefineOrders(null!);
            }
            """);
        Sources.Driver(recordsSteps: false).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        Diagnostic error = Assert.Single(output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.StartsWith(
            Troubleshooting.Quote("'Linker' does not contain a definition for 'Define…'"),
            $"error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exported_interface_that_the_guest_does_not_implement() =>
        new CompiledHost("[Ngixi.Bindgen.WasmExport] public interface IRule { int Apply(int amount); }")
            .FailsToCompile("", "exports.ts")
            .Says(Troubleshooting.Quote("File 'assembly/rule.ts' not found"));

    [Fact]
    public void A_guest_of_a_contract_that_changed_since()
    {
        CompiledHost before = new("""[Ngixi.Bindgen.WasmImport("env")] public interface IKeyValue { byte[]? Get(string key); }""");
        CompiledHost after = new(
            """[Ngixi.Bindgen.WasmImport("env")] public interface IKeyValue { byte[]? Get(string key, string scope); }""");
        byte[] guest = before.CompileGuest("import { keyValue } from \"./host\";\nexport function run(): void { keyValue.get(\"a\"); }");
        ContractDifference difference = Assert.Single(after.Run(guest, out _)!);
        Assert.Equal(Troubleshooting.Quote("The guest was built for another contract"), difference.Message);

        // The README has it as ContractMismatchException says it.
        string readme = File.ReadAllText(Path.Combine(Troubleshooting.Repository, "README.md"));
        Assert.Equal(
            $"The guest 'guest' does not fit this host.\n- {difference.Message}\n",
            Assert.Single(CodeRegions.BlocksOf(readme, "")));
    }
}
