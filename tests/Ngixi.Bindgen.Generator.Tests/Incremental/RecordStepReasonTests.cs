using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

/// <summary>An edit of a record makes what uses it again, and nothing else.</summary>
public sealed class RecordStepReasonTests
{
    private const int ContractsFile = 0;
    private const int TypesFile = 1;

    private static readonly CSharpCompilation Original = Sources.Compile(
        """
        namespace Demo;

        [WasmImport("env", Prefix = "order_")]
        public interface IOrders
        {
            IReadOnlyList<Order> List(Customer? customer);
        }

        [WasmImport("env", Prefix = "log_")]
        public interface ILog
        {
            void Write(string message);
        }

        [WasmExport]
        public interface IPlugin
        {
            void Handle(Line line);
        }
        """,
        """
        namespace Demo;

        public record Order(string Id, Line First, IReadOnlyList<Line> Lines);

        public record Line(string Item, int Count);

        /// <summary>Who orders.</summary>
        public record Customer(string Name, Kind Kind);

        public enum Kind { Person, Company }
        """);

    private static readonly string[] Unchanged = ["Demo.ILog", "Demo.Kind"];

    [Fact]
    public void A_changed_record_makes_itself_and_what_contains_it_again()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.Edit(TypesFile, "string Item, int Count", "string Item, int Count, double Price"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal("M", reasons[StepNames.ParseExport]);

        // An order has its first line inside, so that what follows it moves.
        AssertMade(
            reasons,
            "Demo.Line.g.cs",
            "Demo.Line+AssemblyScript.g.cs",
            "Demo.Order.g.cs",
            "Demo.Order+AssemblyScript.g.cs",
            "Demo.IOrders.g.cs");
        AssertNotMade(reasons, [.. Unchanged, "Demo.Customer"]);
    }

    [Fact]
    public void A_record_that_one_interface_uses_leaves_the_others_alone()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.Edit(TypesFile, "Customer(string Name, Kind Kind)", "Customer(string FullName, Kind Kind)"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal("C", reasons[StepNames.ParseExport]);
        AssertMade(reasons, "Demo.Customer.g.cs", "Demo.Customer+AssemblyScript.g.cs", "Demo.IOrders.g.cs");
        AssertNotMade(reasons, [.. Unchanged, "Demo.Line", "Demo.Order", "Demo.IPlugin"]);
    }

    [Fact]
    public void The_documentation_of_a_record_changes_its_stub_and_no_glue()
    {
        StepReasons reasons = StepReasons.After(Original, Original.Edit(TypesFile, "Who orders", "Who pays"));
        Assert.Equal("MC", reasons[StepNames.Parse]);
        Assert.Equal(["Demo.Customer+AssemblyScript.g.cs"], reasons.NewFiles);
    }

    [Fact]
    public void A_changed_export_makes_only_itself_again()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.Edit(ContractsFile, "void Handle(Line line)", "void Handle(Line line, int count)"));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("M", reasons[StepNames.ParseExport]);
        Assert.Equal(
            ["Demo.IPlugin+AssemblyScript+Exports.g.cs", "Demo.IPlugin+AssemblyScript.g.cs", "Demo.IPlugin.g.cs"],
            reasons.NewFiles);
    }

    [Fact]
    public void A_plain_comment_changes_nothing()
    {
        StepReasons reasons = StepReasons.After(
            Original,
            Original.Edit(TypesFile, "public record Line", "// One line.\npublic record Line"));
        Assert.Equal("CC", reasons[StepNames.Parse]);
        Assert.Equal("C", reasons[StepNames.ParseExport]);
        Assert.Empty(reasons.NewFiles);
    }

    private static void AssertMade(StepReasons reasons, params string[] files) =>
        Assert.All(files, file => Assert.Contains(file, reasons.NewFiles));

    private static void AssertNotMade(StepReasons reasons, string[] types) =>
        Assert.DoesNotContain(reasons.NewFiles, file => types.Any(type => file.StartsWith($"{type}.", StringComparison.Ordinal)));
}
