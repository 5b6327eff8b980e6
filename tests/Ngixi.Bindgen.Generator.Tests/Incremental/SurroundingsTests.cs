using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

public sealed class SurroundingsTests
{
    private const int ContractFile = 0;
    private const int TypesFile = 1;

    [Theory]
    [InlineData("=> 1", "=> 2", "the body of a method")]
    [InlineData("= 3", "= 4", "the value of a field")]
    [InlineData("// plain", "// simple", "a plain comment")]
    public void What_no_interface_can_see_leaves_them_as_they_are(string text, string replacement, string what) =>
        Assert.True(AreSameAfter(TypesFile, text, replacement), what);

    [Theory]
    [InlineData("How much", "How far", "the documentation of a type")]
    [InlineData("Low, High", "Low, Middle, High", "the members of an enum")]
    [InlineData("Limit = 8", "Limit = 9", "a constant")]
    [InlineData("#nullable enable", "#nullable disable", "whether references may be null")]
    [InlineData("namespace Demo;", "namespace Other;", "a namespace")]
    [InlineData("int Version()", "long Version()", "the signature of a method")]
    public void What_an_interface_may_see_makes_them_anew(string text, string replacement, string what) =>
        Assert.False(AreSameAfter(TypesFile, text, replacement), what);

    [Fact]
    public void An_edit_of_the_first_file_keeps_them() =>
        Assert.True(AreSameAfter(ContractFile, "// first", "// edited"));

    [Fact]
    public void An_added_file_makes_them_anew()
    {
        CSharpCompilation original = Compile();
        Assert.NotSame(Surroundings.Of(original), Surroundings.Of(original.AddSyntaxTrees(Sources.Tree("class Added;", "Added.cs"))));
    }

    [Fact]
    public void Another_reference_makes_them_anew()
    {
        CSharpCompilation original = Compile();
        MetadataReference other = Compile().ToMetadataReference();
        Assert.NotSame(Surroundings.Of(original), Surroundings.Of(original.AddReferences(other)));
    }

    [Fact]
    public void Other_options_make_them_anew()
    {
        CSharpCompilation original = Compile();
        Assert.NotSame(Surroundings.Of(original), Surroundings.Of(original.WithOptions(original.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
    }

    [Fact]
    public void A_constant_of_another_file_is_read_again()
    {
        CSharpCompilation original = Compile();
        StepReasons reasons = StepReasons.After(original, original.Edit(TypesFile, "Limit = 8", "Limit = 9"));
        Assert.Equal("M", reasons[StepNames.Parse]);
        Assert.Equal("M", reasons[StepNames.Glue]);
    }

    [Fact]
    public void The_documentation_of_an_enum_in_another_file_is_read_again()
    {
        CSharpCompilation original = Compile();
        StepReasons reasons = StepReasons.After(original, original.Edit(TypesFile, "How much", "How far"));
        Assert.Equal(["Demo.Level.Stub.g.cs"], reasons.NewFiles);
    }

    private static bool AreSameAfter(int file, string text, string replacement)
    {
        CSharpCompilation original = Compile();
        Surroundings before = Surroundings.Of(original);
        return ReferenceEquals(before, Surroundings.Of(original.Edit(file, text, replacement)));
    }

    private static CSharpCompilation Compile() => Sources.Compile(
        """
        // first
        namespace Demo;

        [WasmImport("env")]
        public interface ILog
        {
            void Write(Level level, [MaxBytes(Limits.Limit)] string message);
        }
        """,
        """
        #nullable enable
        namespace Demo;

        /// <summary>How much it matters.</summary>
        public enum Level { Low, High }

        public class Limits
        {
            public const int Limit = 8;

            // plain
            private int field = 3;

            public int Version() => 1 + field;
        }
        """);
}
