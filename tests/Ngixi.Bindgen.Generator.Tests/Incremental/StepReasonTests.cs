using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Glue;
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
        Assert.Equal("CC", reasons[StepNames.HostFile]);
        Assert.Equal("C", reasons[StepNames.SharedGlue]);
        Assert.Empty(reasons.NewFiles);
    }

    [Fact]
    public void A_comment_changes_nothing()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(KeyValueFile, "byte[]? Get", "// Reads.\n    byte[]? Get"));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("CC", reasons[StepNames.HostFile]);
        Assert.Empty(reasons.NewFiles);
    }

    [Fact]
    public void The_body_of_a_method_elsewhere_changes_nothing()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "=> 1", "=> 2"));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("CC", reasons[StepNames.HostFile]);
        Assert.Empty(reasons.NewFiles);
    }

    [Fact]
    public void A_documentation_comment_changes_the_stub_and_not_the_glue()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(KeyValueFile, "Values under keys", "Values by key"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal("MC", reasons[StepNames.HostFile]);
        Assert.Equal("MC", reasons[StepNames.Contract]);
        Assert.True(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Glue));
        Assert.True(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Contract));
        Assert.False(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Stubs));
        Assert.Equal(["Demo.IKeyValue.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_renamed_parameter_makes_only_its_interface_again()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(KeyValueFile, "string key", "string name"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal("MC", reasons[StepNames.HostFile]);
        Assert.False(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Glue));
        Assert.Equal(["Demo.IKeyValue.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void An_added_method_makes_only_its_interface_again()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.Edit(FilesFile, "IFile Open", "bool Exists(string path);\n    IFile Open"));
        Assert.Equal("CM", reasons[StepNames.Parse]);
        Assert.Equal("CM", reasons[StepNames.HostFile]);
        Assert.Equal("C", reasons[StepNames.SharedGlue]);
        Assert.Equal(["Demo.IFiles.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_base_interface_in_another_file_makes_the_derived_one_again()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.Edit(TypesFile, "int Version();\n}", "int Version();\n    int Build();\n}"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal(["Demo.IKeyValue.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_enum_in_another_file_makes_its_stub_and_the_contracts_that_have_it_again_and_no_glue()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "{ Read, Write }", "{ Read, Write, Append }"));
        Assert.Equal("CM", reasons[StepNames.Parse]);
        Assert.Equal("CM", reasons[StepNames.HostFile]);
        Assert.True(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Glue));
        Assert.False(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Contract));
        Assert.Equal(["Demo.IFiles.g.cs", "Demo.Mode+AssemblyScript.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_resource_in_another_file_makes_it_and_the_contracts_that_have_it_again()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "int Read(Span<byte> buffer)", "long Length()"));
        Assert.Equal("CM", reasons[StepNames.Parse]);
        Assert.Equal("CM", reasons[StepNames.HostFile]);
        Assert.True(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Glue));
        Assert.False(reasons.IsAsBefore<HostFile>(StepNames.Contract, file => file.Contract));
        Assert.Equal("M", reasons[StepNames.SharedGlue]);
        Assert.Equal(["Demo.IFile+AssemblyScript.g.cs", "Demo.IFile.g.cs", "Demo.IFiles.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void An_added_interface_makes_itself_and_the_index()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.AddSyntaxTrees(Sources.Tree("[Ngixi.Bindgen.WasmImport(\"x\")] public interface IClock { long Now(); }", "Clock.cs")));
        Assert.Equal("CCN", reasons[StepNames.Parse]);
        Assert.Equal("CCN", reasons[StepNames.HostFile]);
        Assert.Equal(["IClock.g.cs", "Stubs+Manifest.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_type_with_the_name_of_an_asynchronous_interface_makes_that_again_and_others_do_not()
    {
        CSharpCompilation original = Original.AddSyntaxTrees(Sources.Tree(
            "namespace Demo; [Ngixi.Bindgen.WasmExport(Async = true)] public interface IShop { int Total(); }", "Source3.cs"));
        StepReasons reasons = StepReasons.After(
            original, original.AddSyntaxTrees(Sources.Tree("namespace Demo; class ShopGuest;", "ShopGuest.cs")));
        Assert.Equal("C", reasons[StepNames.ParseExport]);
        Assert.Equal("C", reasons[StepNames.ExportGlue]);
        Assert.Empty(reasons.NewFiles);
        reasons = StepReasons.After(
            original, original.AddSyntaxTrees(Sources.Tree("namespace Demo; interface IShopGuest;", "IShopGuest.cs")));
        Assert.Equal("M", reasons[StepNames.ParseExport]);
        Assert.Equal("M", reasons[StepNames.ExportGlue]);
        Assert.Equal("UU", reasons[StepNames.ExportStub]);
        Assert.Equal(["Demo.IShop.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void Asking_for_an_asynchronous_interface_makes_the_glue_again_and_no_stub()
    {
        CSharpCompilation original = Original.AddSyntaxTrees(Sources.Tree(
            "namespace Demo; [Ngixi.Bindgen.WasmExport] public interface IShop { int Total(); }", "Source3.cs"));
        StepReasons reasons = StepReasons.After(original, original.Edit(TypesFile + 1, "WasmExport]", "WasmExport(Async = true)]"));
        Assert.Equal("M", reasons[StepNames.ExportGlue]);
        Assert.Equal(["Demo.IShop.g.cs"], reasons.NewFiles);
    }
}
