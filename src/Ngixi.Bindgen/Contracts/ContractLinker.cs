using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Checks guests against what a host defines, before any of their code runs.</summary>
public static class ContractLinker
{
    /// <summary>
    /// Checks that a guest was built for the contracts that <paramref name="linker"/> defines, and that everything that it
    /// imports is there with the type that it expects. Once for each module is enough.
    /// </summary>
    /// <remarks>
    /// Guests that are made with stubs say what they were built for, so that a change of meaning is found where raw types
    /// still match. Guests without that, written by hand, are checked by the types of their imports alone.
    /// </remarks>
    /// <param name="linker">The linker, with everything defined that guests may import. It is not changed.</param>
    /// <param name="engine">The engine of both the linker and the module.</param>
    /// <param name="module">The guest.</param>
    /// <param name="cancellation">Ends the check. Its time is linear in the length of the guest's imports.</param>
    /// <exception cref="ContractMismatchException">The guest does not fit; the exception lists the differences in words.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static void CheckContracts(this Linker linker, Engine engine, Module module, CancellationToken cancellation = default)
    {
        IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(engine, module, cancellation);
        if (differences.Count > 0)
        {
            throw new ContractMismatchException(module.Name, differences);
        }
    }

    /// <summary>Lists what <see cref="CheckContracts"/> would throw for.</summary>
    /// <param name="linker">The linker, with everything defined that guests may import. It is not changed.</param>
    /// <param name="engine">The engine of both the linker and the module.</param>
    /// <param name="module">The guest.</param>
    /// <param name="cancellation">Ends the check. Its time is linear in the length of the guest's imports.</param>
    /// <returns>The differences, 100 at most, and one of the kind <see cref="ContractDifferenceKind.NotListed"/> if there are more; none when the guest fits.</returns>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<ContractDifference> FindContractDifferences(this Linker linker, Engine engine, Module module, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(module);
        using LinkerLookup lookup = new(linker, engine);
        return new ContractCheck(lookup, cancellation).Run(module);
    }
}
