namespace Ngixi.Bindgen.Generator.Tests.Support;

public sealed class SdkCompilerTests
{
    [Fact]
    public void It_runs_the_generator_and_finds_nothing_in_a_good_contract() => Assert.Empty(SdkCompiler.Compile(SdkProject.Of(
        """
        [WasmImport("env")]
        public interface ILog { void Write(string line); }

        public static class Host
        {
            public static void Define(Wasmtime.Linker linker, ILog log) => linker.DefineLog(log);
        }
        """)));

    [Fact]
    public void It_reports_analyzers_and_the_compiler_at_their_places() => Assert.Equal(
        ["NGX0001 at Source0.cs(2,36)", "CS1030 at Source1.cs(1,10)"],
        SdkCompiler.Compile(SdkProject.Of(
            """
            [WasmImport("env")]
            public interface ILog { void Write(object line); }
            """,
            """
            #warning This is from the compiler.
            """))
            .OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal)
            .Select(diagnostic => $"{diagnostic.Id} at {diagnostic.At}"));

    [Fact]
    public void It_reports_suggestions_and_nothing_that_is_suppressed() => Assert.Equal(
        ["note NGX0028 at Source0.cs(2,30)"],
        SdkCompiler.Compile(SdkProject.Of(
            """
            [WasmImport("env")]
            public interface ILog { void Delete(string line); }
            """,
            """
            #pragma warning disable CS1030
            #warning This is from the compiler.
            """))
            .Select(diagnostic => $"{diagnostic.Severity} {diagnostic.Id} at {diagnostic.At}"));

    [Fact]
    public void An_error_in_declarations_ends_it_before_the_analyzers_report() => Assert.Equal(
        ["CS0246"],
        SdkCompiler.Compile(SdkProject.Of(
            """
            [WasmImport("env")]
            public interface ILog { void Write(object line); void Read(Missing value); }
            """)).Select(diagnostic => diagnostic.Id));

    [Fact]
    public void Projects_are_compiled_apart() => Assert.Equal(
        [1, 0, 1],
        SdkCompiler.CompileAll(
        [
            SdkProject.Of("public class A : Missing;"),
            SdkProject.Of("public class A;"),
            SdkProject.Of("public class B : A;"),
        ]).Select(diagnostics => diagnostics.Count));
}
