using System.Globalization;

namespace Ngixi.Hosting;

/// <summary>A guest did something else than its recording says.</summary>
public sealed class GuestReplayException : Exception
{
    internal GuestReplayException(string module, long call, string? export, long step, string recorded, string actual)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"A guest of the module '{module}' does not do what was recorded, {Where(call, export)} (event {step:N0}).\n"
            + $"  recorded: {recorded}\n  now:      {actual}"))
    {
        Module = module;
        Call = call;
        Export = export;
        Event = step;
        Recorded = recorded;
        Actual = actual;
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Gets the number of the host's call of an export, from 1; 0 while the instance is made.</summary>
    public long Call { get; }

    /// <summary>Gets the export that the host called; null while the instance is made.</summary>
    public string? Export { get; }

    /// <summary>Gets the number of the recorded event, as <see cref="GuestRecording.ReadEvents"/> has it.</summary>
    public long Event { get; }

    /// <summary>Gets what was recorded, in words.</summary>
    public string Recorded { get; }

    /// <summary>Gets what the guest did instead, in words.</summary>
    public string Actual { get; }

    private static string Where(long call, string? export) => export is null
        ? "while its instance is made"
        : string.Create(CultureInfo.InvariantCulture, $"in call {call:N0} of the host, {export}");
}
