namespace Ngixi.Capabilities;

/// <summary>What a store promises of a write when the call returns.</summary>
/// <param name="Consistency">When others see it.</param>
/// <param name="SurvivesExit">Whether it is there after the host's process ended, even by a kill.</param>
/// <param name="SurvivesPowerLoss">Whether it is there after the machine that keeps it lost its power.</param>
/// <param name="IsShared">Whether hosts on several machines see the same values.</param>
/// <param name="LossWindow">How old a write may be that is lost by the host's end all the same; 0 for none.</param>
public sealed record KeyValueGuarantees(
    KeyValueConsistency Consistency, bool SurvivesExit, bool SurvivesPowerLoss, bool IsShared, TimeSpan LossWindow);
