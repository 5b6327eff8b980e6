using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Diagnostics;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Generative;

/// <summary>Whatever a contract's names are, it is refused at its declarations, or host and guest compile.</summary>
public sealed class HostileNamesTests
{
    private const int UsualCount = 100;

    /// <summary>The number of guests that one run of asc's compiler is given.</summary>
    private const int Batch = 300;

    [Fact]
    public async Task Names_are_refused_at_their_declaration_or_host_and_guest_compile()
    {
        int compiled = 0;
        int refused = 0;
        List<string> faults = [];
        foreach (int[] seeds in Tries.Seeds(UsualCount).Chunk(Batch))
        {
            using StubFolders folders = new();
            foreach (int seed in seeds)
            {
                (string project, string library) = ContractSource.Make(seed);
                CSharpCompilation compilation = Compile(project, library).WithFakes();
                if (compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                {
                    continue;
                }

                if ((await AnalyzerTest.Errors(compilation)).Any())
                {
                    refused++;
                    continue;
                }

                GeneratedFiles files = GeneratedFiles.From(compilation);
                faults.AddRange(files.DiagnosticsInGeneratedCode.Select(diagnostic => $"seed {seed}: {diagnostic}"));
                faults.AddRange(files.NamesByPlace.Select(name => $"seed {seed}: {name}"));
                folders.Add($"{seed}", files.Guest);
                compiled++;
            }

            faults.AddRange(folders.Problems());
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(20)));
        Assert.True(compiled > Tries.Count(UsualCount) / 3, $"Only {compiled} contracts were fit to compile, and {refused} were refused.");
    }

    private static CSharpCompilation Compile(string project, string library)
    {
        CSharpCompilation compilation = Sources.Compile(project);
        CSharpCompilation neighbour = Sources.Compile(library);
        return neighbour.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? compilation
            : compilation.AddReferences(Sources.Reference(neighbour.WithAssemblyName("Library")));
    }
}
