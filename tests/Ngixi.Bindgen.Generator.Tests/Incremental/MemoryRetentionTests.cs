using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

public sealed class MemoryRetentionTests
{
    [Fact]
    public void A_run_with_a_new_compilation_lets_the_old_one_go()
    {
        GeneratorDriver driver = RunTwice(out WeakReference<Compilation> first);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.TryGetTarget(out _), "the first compilation is still held");
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GeneratorDriver RunTwice(out WeakReference<Compilation> first)
    {
        CSharpCompilation compilation = SnapshotCase.Compile("Resources");
        first = new WeakReference<Compilation>(compilation);
        CSharpCompilation fresh = Sources.Compile([.. compilation.SyntaxTrees.SkipLast(1).Select(tree => tree.ToString() + "\n// edited")]);
        return Sources.Driver().RunGenerators(compilation).RunGenerators(fresh);
    }
}
