using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Incremental;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

public sealed class ProjectSnapshotTests
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
        Assert.NotSame(ProjectSnapshot.Of(original), ProjectSnapshot.Of(original.AddSyntaxTrees(Sources.Tree("class Added;", "Added.cs"))));
    }

    [Fact]
    public void Another_reference_makes_them_anew()
    {
        CSharpCompilation original = Compile();
        MetadataReference other = Compile().ToMetadataReference();
        Assert.NotSame(ProjectSnapshot.Of(original), ProjectSnapshot.Of(original.AddReferences(other)));
    }

    [Fact]
    public void Other_options_make_them_anew()
    {
        CSharpCompilation original = Compile();
        Assert.NotSame(
            ProjectSnapshot.Of(original),
            ProjectSnapshot.Of(original.WithOptions(original.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
    }

    [Fact]
    public void A_constant_of_another_file_is_read_again()
    {
        CSharpCompilation original = Compile();
        StepReasons reasons = StepReasons.After(original, original.Edit(TypesFile, "Limit = 8", "Limit = 9"));
        Assert.Equal("M", reasons[StepNames.Parse]);
        Assert.Equal("M", reasons[StepNames.HostFile]);
    }

    [Fact]
    public void The_documentation_of_an_enum_in_another_file_is_read_again()
    {
        CSharpCompilation original = Compile();
        StepReasons reasons = StepReasons.After(original, original.Edit(TypesFile, "How much", "How far"));
        Assert.Equal(["Demo.Level+AssemblyScript.g.cs"], reasons.NewFiles);
    }

    [Theory]
    [InlineData("Unit.cs", "public enum Unit { Metre = 1, Foot = Factors.Foot }", "a type that the interface mentions")]
    [InlineData("Factors.cs", "public static class Factors { public const int Foot = 4; }", "a constant that such a type mentions")]
    [InlineData("Base.cs", "public interface IBase { long Version(); }", "a base interface")]
    [InlineData("Part.cs", "public partial interface IScale { void Reset(); }", "another part of the interface")]
    [InlineData("Usings.cs", "global using Number = long;", "a global using")]
    [InlineData("Unused.cs", "public enum Unit { }", "a type of a name that the interface mentions, elsewhere")]
    [InlineData("Unused.cs", "public class ScaleImports;", "a type that has the name of the glue")]
    [InlineData("Unused.cs", "public class WasmNameAttribute;", "an attribute of a name that the interface mentions")]
    [InlineData("Unused.cs", "namespace Scales.Unit { class Other; }", "a namespace that hides a type")]
    public void An_edit_that_may_concern_an_interface_has_it_read_again(string file, string text, string what)
    {
        CSharpCompilation original = CompileScale();
        CachedParse parse = ParseOf(original);
        Assert.False(parse.IsValidIn(ProjectSnapshot.Of(Replace(original, file, text))), what);
    }

    [Theory]
    [InlineData("Unused.cs", "public class Unused { public string? Name { get; } }", "another member of a type that the interface does not reach")]
    [InlineData("Unused.cs", "public class Used;", "another type that it does not reach")]
    [InlineData("Unused.cs", "namespace Scales { public class Unused; }", "another namespace, which others declare too")]
    [InlineData("Unused.cs", "namespace Elsewhere { public class Unused; }", "a new namespace of a name that it does not mention")]
    public void An_edit_elsewhere_leaves_an_interface_as_it_was_read(string file, string text, string what)
    {
        CSharpCompilation original = CompileScale();
        CachedParse parse = ParseOf(original);
        CSharpCompilation edited = Replace(original, file, text);
        Assert.NotSame(ProjectSnapshot.Of(original), ProjectSnapshot.Of(edited));
        Assert.True(parse.IsValidIn(ProjectSnapshot.Of(edited)), what);

        // What was found out then is still true for the next edit.
        Assert.True(parse.IsValidIn(ProjectSnapshot.Of(Replace(edited, file, "public class UsedToo;"))), what);
        Assert.False(
            parse.IsValidIn(
                ProjectSnapshot.Of(Replace(edited, "Factors.cs", "public static class Factors { public const int Foot = 5; }"))),
            what);
    }

    [Fact]
    public void Files_that_are_added_and_removed_elsewhere_leave_an_interface_as_it_was_read()
    {
        CSharpCompilation original = CompileScale();
        CachedParse parse = ParseOf(original);
        CSharpCompilation added = original.AddSyntaxTrees(Sources.Tree("class Added;", "Added.cs"));
        Assert.True(parse.IsValidIn(ProjectSnapshot.Of(added)));
        Assert.True(
            parse.IsValidIn(ProjectSnapshot.Of(added.RemoveSyntaxTrees(added.SyntaxTrees.Single(tree => tree.FilePath == "Unused.cs")))));
    }

    [Fact]
    public void An_added_file_with_a_type_that_an_interface_mentions_has_it_read_again()
    {
        CSharpCompilation original = CompileScale();
        CachedParse parse = ParseOf(original);
        Assert.False(parse.IsValidIn(
            ProjectSnapshot.Of(original.AddSyntaxTrees(Sources.Tree("namespace Scales { class Int128; class Number; }", "Added.cs")))));
    }

    [Fact]
    public void A_removed_file_with_a_type_that_an_interface_mentions_has_it_read_again()
    {
        CSharpCompilation original = CompileScale();
        CachedParse parse = ParseOf(original);
        Assert.False(parse.IsValidIn(
            ProjectSnapshot.Of(original.RemoveSyntaxTrees(original.SyntaxTrees.Single(tree => tree.FilePath == "Unit.cs")))));
    }

    [Fact]
    public void Files_in_another_order_have_an_interface_read_again()
    {
        CSharpCompilation original = CompileScale();
        CachedParse parse = ParseOf(original);
        Assert.False(parse.IsValidIn(ProjectSnapshot.Of(original.RemoveAllSyntaxTrees().AddSyntaxTrees(original.SyntaxTrees.Reverse()))));
    }

    [Fact]
    public void A_constant_behind_a_constant_in_other_files_is_read_again()
    {
        CSharpCompilation original = CompileScale();
        StepReasons reasons = StepReasons.After(
            original,
            Replace(original, "Factors.cs", "public static class Factors { public const int Foot = 4; }"));
        Assert.Equal("M", reasons[StepNames.Parse]);
        Assert.Equal(["Scales.IScale.g.cs", "Unit+AssemblyScript.g.cs"], reasons.NewFiles);
    }

    private static CachedParse ParseOf(CSharpCompilation compilation) =>
        new(compilation.SyntaxTrees.Single(tree => tree.FilePath == "Scale.cs"), ProjectSnapshot.Of(compilation));

    private static CSharpCompilation CompileScale() => Sources.Compile().AddSyntaxTrees(
        Sources.Tree(
            "namespace Scales { [WasmImport(\"env\")] public partial interface IScale : IBase { [WasmName(\"weigh\")] Number Weigh(Unit unit); } }",
            "Scale.cs"),
        Sources.Tree("global using Number = int;", "Usings.cs"),
        Sources.Tree("public enum Unit { Metre, Foot = Factors.Foot }", "Unit.cs"),
        Sources.Tree("public static class Factors { public const int Foot = 3; }", "Factors.cs"),
        Sources.Tree("public interface IBase { int Version(); }", "Base.cs"),
        Sources.Tree("namespace Scales { public partial interface IScale { } }", "Part.cs"),
        Sources.Tree("public class Unused;", "Unused.cs"));

    private static CSharpCompilation Replace(CSharpCompilation compilation, string file, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == file), Sources.Tree(text, file));

    private static bool AreSameAfter(int file, string text, string replacement)
    {
        CSharpCompilation original = Compile();
        ProjectSnapshot before = ProjectSnapshot.Of(original);
        return ReferenceEquals(before, ProjectSnapshot.Of(original.Edit(file, text, replacement)));
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
