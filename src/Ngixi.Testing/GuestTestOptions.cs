using Ngixi.Hosting;
using Wasmtime;

namespace Ngixi.Testing;

/// <summary>What tests of a guest run with. Nothing has to be said: then a test has a log, and no other capability.</summary>
public sealed record GuestTestOptions
{
    /// <summary>
    /// Gets what the guest may do in its tests, and its limits; null for a log alone. Its file and hash do not count, nor do the imports
    /// that it names: a build with tests differs from that without.
    /// </summary>
    public GuestManifest? Manifest { get; init; }

    /// <summary>
    /// Gets what defines imports in place of the host's own: <c>linker =&gt; linker.DefineMail(_ =&gt; new FakeMail())</c>. It runs for
    /// each test. What it defines takes the place of what the manifest grants; null for nothing.
    /// </summary>
    public Action<Linker>? Fakes { get; init; }

    /// <summary>
    /// Gets answers of imports from a file, for guests whose tests are in no project of C#. They take the place of fakes, too.
    /// Null for none.
    /// </summary>
    public GuestAnswers? Answers { get; init; }

    /// <summary>
    /// Gets what makes the options of a test's engine: stores, clock, capabilities of the host's own. It runs for each test and makes new
    /// ones, so that no test sees the stores of another. By default all of them are <see cref="GuestEngineOptions"/>' own.
    /// </summary>
    public Func<GuestEngineOptions> Engine { get; init; } = static () => new GuestEngineOptions();

    /// <summary>Gets which tests run: those whose name has this text, or fits it where it has <c>*</c> or <c>?</c>; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Gets the time that a test may take; null for the manifest's deadline of a call, and 10 s without a manifest.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Gets how many tests run at a time, from 1; one by default.</summary>
    public int MaxParallel { get; init; } = 1;

    /// <summary>
    /// Gets the module's source map, so that failures tell lines of its source; by default <c>x.wasm.map</c> beside <c>x.wasm</c>.
    /// </summary>
    public ReadOnlyMemory<byte> SourceMap { get; init; }

    /// <summary>Gets the name of the module; null for that of the manifest, or of the file.</summary>
    public string? Name { get; init; }
}
