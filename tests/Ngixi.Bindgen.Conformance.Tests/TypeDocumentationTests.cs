using System.Reflection;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>The documentation of types is what the tests run, and no more.</summary>
public sealed class TypeDocumentationTests
{
    [Fact]
    public void The_documentation_is_printed_from_the_table()
    {
        string file = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "types.md");
        string printed = TypeDocumentation.Print();
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(file, printed);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == printed,
            $"docs/types.md is not what the table says. To print it: {SnapshotUpdate.Variable}=1 dotnet test tests/Ngixi.Bindgen.Conformance.Tests");
    }

    [Theory]
    [InlineData(typeof(Point))]
    [InlineData(typeof(Person))]
    [InlineData(typeof(Mixed))]
    [InlineData(typeof(Tree))]
    [InlineData(typeof(Invoice))]
    [InlineData(typeof(Collections))]
    [InlineData(typeof(Settings))]
    [InlineData(typeof(Extent))]
    [InlineData(typeof(Shape.Circle))]
    [InlineData(typeof(Shape.Polygon))]
    [InlineData(typeof(Shape.Group))]
    [InlineData(typeof(Shape.Empty))]
    public void The_layouts_are_those_of_the_documentation(Type record)
    {
        string name = record.FullName!.Replace('+', '_').Replace('.', '_');
        Type layout = record.Assembly.GetType($"Ngixi.Bindgen.Generated.{name}Layout", throwOnError: true)!;
        StoredForm form = StoredForm.OfRecord(record);
        Assert.Equal(form.Size, Constant("Size"));
        Assert.Equal(form.Alignment, Constant("Alignment"));

        int Constant(string name) => (int)layout.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }
}
