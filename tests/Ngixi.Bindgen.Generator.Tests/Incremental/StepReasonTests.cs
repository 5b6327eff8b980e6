using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Printing;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

public sealed class StepReasonTests
{
    private const int KeyValueFile = 0;
    private const int FilesFile = 1;
    private const int TypesFile = 2;

    private static readonly CSharpCompilation Original = Sources.Compile(
        """
        namespace Demo;

        /// <summary>Values under keys.</summary>
        [WasmImport("env", Prefix = "kv_")]
        public interface IKeyValue : IVersioned
        {
            byte[]? Get(string key);
        }
        """,
        """
        namespace Demo;

        [WasmImport("env", Prefix = "file_")]
        public interface IFiles
        {
            IFile Open(string path, Mode mode);
        }
        """,
        """
        namespace Demo;

        public interface IVersioned
        {
            int Version();
        }

        [WasmResource("open_file_")]
        public interface IFile : IDisposable
        {
            int Read(Span<byte> buffer);
        }

        public enum Mode { Read, Write }

        public class Store : IVersioned
        {
            public int Version() => 1;
        }
        """);

    [Fact]
    public void An_unrelated_file_runs_no_step_past_the_parser()
    {
        StepReasons reasons = StepReasons.After(Original, Original.AddSyntaxTrees(Sources.Tree("class Unrelated;", "Unrelated.cs")));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("CC", reasons[StepNames.Glue]);
        Assert.Equal("CC", reasons[StepNames.Stub]);
        Assert.Equal("C", reasons[StepNames.SharedGlue]);
        Assert.Empty(reasons.NewFiles);
    }

    [Fact]
    public void A_comment_changes_nothing()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(KeyValueFile, "byte[]? Get", "// Reads.\n    byte[]? Get"));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("CC", reasons[StepNames.Glue]);
        Assert.Equal("CC", reasons[StepNames.Stub]);
        Assert.Empty(reasons.NewFiles);
    }

    [Fact]
    public void The_body_of_a_method_elsewhere_changes_nothing()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "=> 1", "=> 2"));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("CC", reasons[StepNames.Glue]);
        Assert.Empty(reasons.NewFiles);
    }

    [Fact]
    public void A_documentation_comment_changes_the_stub_and_not_the_glue()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(KeyValueFile, "Values under keys", "Values by key"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal("UC", reasons[StepNames.GlueInterface]);
        Assert.Equal("CC", reasons[StepNames.Glue]);
        Assert.Equal("MC", reasons[StepNames.Stub]);
        Assert.Equal("MC", reasons[StepNames.Contract]);
        Assert.True(reasons.IsAsBefore<GuestFiles>(StepNames.Contract, files => files.Contract));
        Assert.False(reasons.IsAsBefore<GuestFiles>(StepNames.Contract, files => files.Stub));
        Assert.Equal(["Demo.IKeyValue.Contract.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_renamed_parameter_makes_only_its_interface_again()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(KeyValueFile, "string key", "string name"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal("MC", reasons[StepNames.Glue]);
        Assert.Equal("MC", reasons[StepNames.Stub]);
        Assert.Equal(["Demo.IKeyValue.Contract.g.cs", "Demo.IKeyValue.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void An_added_method_makes_only_its_interface_again()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(FilesFile, "IFile Open", "bool Exists(string path);\n    IFile Open"));
        Assert.Equal("CM", reasons[StepNames.Parse]);
        Assert.Equal("CM", reasons[StepNames.Glue]);
        Assert.Equal("C", reasons[StepNames.SharedGlue]);
        Assert.Equal(["Demo.IFiles.Contract.g.cs", "Demo.IFiles.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_base_interface_in_another_file_makes_the_derived_one_again()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "int Version();\n}", "int Version();\n    int Build();\n}"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal(["Demo.IKeyValue.Contract.g.cs", "Demo.IKeyValue.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_enum_in_another_file_makes_its_stub_and_the_contracts_that_have_it_again_and_no_glue()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "{ Read, Write }", "{ Read, Write, Append }"));
        Assert.Equal("CM", reasons[StepNames.Parse]);
        Assert.Equal("CU", reasons[StepNames.GlueInterface]);
        Assert.Equal("CC", reasons[StepNames.Glue]);
        Assert.Equal(["Demo.IFiles.Contract.g.cs", "Demo.Mode.Stub.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_resource_in_another_file_makes_it_and_the_contracts_that_have_it_again()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "int Read(Span<byte> buffer)", "long Length()"));
        Assert.Equal("CM", reasons[StepNames.Parse]);
        Assert.Equal("CU", reasons[StepNames.GlueInterface]);
        Assert.Equal("CC", reasons[StepNames.Glue]);
        Assert.Equal("M", reasons[StepNames.SharedGlue]);
        Assert.Equal(["Demo.IFile.Stub.g.cs", "Demo.IFile.g.cs", "Demo.IFiles.Contract.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void An_added_interface_makes_itself_and_the_index()
    {
        StepReasons reasons = StepReasons.After(Original, Original.AddSyntaxTrees(Sources.Tree("[Ngixi.Bindgen.WasmImport(\"x\")] public interface IClock { long Now(); }", "Clock.cs")));
        Assert.Equal("CCN", reasons[StepNames.Parse]);
        Assert.Equal("CCN", reasons[StepNames.Glue]);
        Assert.Equal(["IClock.Contract.g.cs", "IClock.g.cs", "Stubs.g.cs"], reasons.NewFiles);
    }
}
