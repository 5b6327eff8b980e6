using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen;

/// <summary>Checks guests against the definitions of a host, before any of their code runs.</summary>
public static class ContractLinker
{
    /// <summary>
    /// Checks that a guest was built against the contracts that <paramref name="linker"/> defines, and that each of its imports
    /// has the expected type. Check each module once.
    /// </summary>
    /// <remarks>
    /// Guests with stubs report the contracts that they were built against, so a change of meaning is found even if the raw
    /// types match. Guests that are written by hand are checked by the types of their imports alone.
    /// </remarks>
    /// <param name="linker">The linker, with everything defined that guests may import. It is not changed.</param>
    /// <param name="engine">The engine of both the linker and the module.</param>
    /// <param name="module">The guest.</param>
    /// <param name="cancellation">Ends the check. Its time is linear in the length of the guest's imports.</param>
    /// <exception cref="ContractMismatchException">The guest does not fit; the exception lists the differences in words.</exception>
    /// <exception cref="ArgumentException">The linker or the module is of another engine.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static void CheckContracts(this Linker linker, Engine engine, Module module, CancellationToken cancellation = default)
    {
        IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(engine, module, cancellation);
        if (differences.Count > 0)
        {
            throw new ContractMismatchException(module.Name, differences);
        }
    }

    /// <summary>Lists the differences that <see cref="CheckContracts"/> would throw for.</summary>
    /// <param name="linker">The linker, with everything defined that guests may import. It is not changed.</param>
    /// <param name="engine">The engine of both the linker and the module.</param>
    /// <param name="module">The guest.</param>
    /// <param name="cancellation">Ends the check. Its time is linear in the length of the guest's imports.</param>
    /// <returns>
    /// The differences, 100 at most, and one of the kind <see cref="ContractDifferenceKind.NotListed"/> if there are
    /// more; none when the guest fits.
    /// </returns>
    /// <exception cref="ArgumentException">The linker or the module is of another engine.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<ContractDifference> FindContractDifferences(
        this Linker linker, Engine engine, Module module, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(module);
        using LinkerLookup lookup = new(linker, engine, module);
        return new ContractCheck(lookup, cancellation).Run(module);
    }
}
