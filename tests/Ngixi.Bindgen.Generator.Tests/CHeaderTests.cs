using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>The stubs in C.</summary>
public sealed class CHeaderTests
{
    [Fact]
    public void The_headers_of_all_cases_compile_as_c_and_as_cpp_without_a_warning()
    {
        using CHeaders headers = new();
        foreach (string name in SnapshotCase.Names)
        {
            GeneratedFiles files = GeneratedFiles.From(SnapshotCase.Compile(name), "C");
            Assert.Empty(files.Guest);
            headers.Add(name, files.GuestIn("C"));
        }

        Assert.Equal("", string.Join("\n", headers.Problems()));
    }
}
