namespace Ngixi.Capabilities;

/// <summary>What a store promises of an event whose publication returned, and of a settlement.</summary>
/// <param name="SurvivesExit">Whether it is there after the host's process ended, even by a kill.</param>
/// <param name="SurvivesPowerLoss">Whether it is there after the machine that keeps it lost its power.</param>
/// <param name="IsShared">Whether hosts on several machines see the same topics.</param>
public sealed record EventGuarantees(bool SurvivesExit, bool SurvivesPowerLoss, bool IsShared)
{
    internal static readonly EventGuarantees None = new(false, false, false);
}
