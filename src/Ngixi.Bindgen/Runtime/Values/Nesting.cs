using System.Runtime.CompilerServices;

namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>Whether the stack has room for what nests deep: values are read and written by recursion.</summary>
internal static class Nesting
{
    /// <summary>Levels that any stack has room for.</summary>
    private const int Shallow = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasStack(int depth) => depth <= Shallow || RuntimeHelpers.TryEnsureSufficientExecutionStack();
}
