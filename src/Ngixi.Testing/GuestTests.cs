using Ngixi.Hosting;
using Ngixi.Hosting.Modules;
using Ngixi.Testing.Running;

namespace Ngixi.Testing;

/// <summary>
/// Runs the tests of guests: each export whose name begins with <c>test_</c>, in an instance of its own. A test has no parameters, and
/// fails by a trap: a failed assertion, an abort.
/// </summary>
/// <remarks>
/// An import that nothing answers fails the test that calls it, and no other: the guest can be tested without its host's program.
/// </remarks>
public static class GuestTests
{
    /// <summary>What the names of tests begin with.</summary>
    public const string Prefix = "test_";

    /// <summary>Lists the tests of a module, without running it: rows for a theory of the host's own framework.</summary>
    /// <param name="path">The path of the module.</param>
    /// <returns>The names, in the order of the module's exports.</returns>
    /// <exception cref="GuestRefusedException">It is no module, or larger than <see cref="ModuleBounds"/> allows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> NamesOf(string path)
    {
        GuestTestOptions options = new();
        return TestedModule.Read(Bytes(path, options), path, options).Tests(options.Filter);
    }

    /// <summary>Runs the tests of a module.</summary>
    /// <param name="path">The path of the module.</param>
    /// <param name="options">What the tests run with.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The results.</returns>
    /// <exception cref="GuestRefusedException">The module does not fit; all refusals are listed.</exception>
    /// <exception cref="FormatException">Answers do not fit the types of the module's imports.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Task<GuestTestRun> RunAsync(string path, GuestTestOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new GuestTestOptions();
        TestedModule module = TestedModule.Read(Bytes(path, options), path, options);
        return TestRunner.RunAsync(module, options, module.Tests(options.Filter), cancellation);
    }

    /// <summary>Runs the tests of a module that is in memory.</summary>
    /// <param name="wasm">The module's binary form.</param>
    /// <param name="options">What the tests run with.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The results.</returns>
    /// <exception cref="GuestRefusedException">The module does not fit; all refusals are listed.</exception>
    /// <exception cref="FormatException">Answers do not fit the types of the module's imports.</exception>
    public static Task<GuestTestRun> RunModuleAsync(
        ReadOnlyMemory<byte> wasm, GuestTestOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new GuestTestOptions();
        TestedModule module = TestedModule.Read(wasm, null, options);
        return TestRunner.RunAsync(module, options, module.Tests(options.Filter), cancellation);
    }

    /// <summary>Runs one test of a module: a row of a theory.</summary>
    /// <param name="path">The path of the module.</param>
    /// <param name="test">The name, of <see cref="NamesOf"/>.</param>
    /// <param name="options">What the test runs with; its filter does not count.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The result; <see cref="GuestTestResult.ThrowIfFailed"/> tells the framework.</returns>
    /// <exception cref="ArgumentException">The module has no such test.</exception>
    /// <exception cref="GuestRefusedException">The module does not fit; all refusals are listed.</exception>
    /// <exception cref="FormatException">Answers do not fit the types of the module's imports.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<GuestTestResult> RunOneAsync(
        string path, string test, GuestTestOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new GuestTestOptions();
        TestedModule module = TestedModule.Read(Bytes(path, options), path, options);
        GuestTestRun run = module.Tests(null).Contains(test)
            ? await TestRunner.RunAsync(module, options, [test], cancellation).ConfigureAwait(false)
            : throw new ArgumentException($"The module has no test \"{test}\".", nameof(test));
        return run.Results[0];
    }

    private static byte[] Bytes(string path, GuestTestOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ModuleFile.Read(path, Path.GetFileNameWithoutExtension(path), options.Engine().Bounds);
    }
}
