using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Hosting.Tests;

/// <summary>What needs a process of its own: tests/Ngixi.Hosting.Stress, for the time that all tests together have.</summary>
public sealed class StressTests
{
    private static readonly string Program = AssemblyScriptCompiler.Metadata("StressProgram");

    [Fact]
    public void Calls_end_at_their_deadlines_wherever_they_wait() =>
        Run("deadlines").Says("All ended at their deadlines.");

    [Fact]
    public void Instances_beyond_the_ceiling_are_refused_and_the_process_lives() =>
        Run("ceiling").Says("After they are disposed, 1 is live.");

    [Fact]
    public void What_the_process_uses_is_flat_after_a_minute_of_mixed_guests() => Run("soak", "60").Says("All is flat.");

    private static CommandResult Run(params string[] arguments) =>
        Command.Dotnet(Path.GetDirectoryName(Program)!, [Program, .. arguments]).Succeeds();
}
