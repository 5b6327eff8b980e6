namespace Ngixi.Hosting;

/// <summary>Something about the process that guests run in.</summary>
/// <param name="Name">Its name, such as <c>instances</c>.</param>
/// <param name="IsSound">Whether it is as it should be.</param>
/// <param name="Message">What was found, and what to do where it is not sound.</param>
public sealed record HostFinding(string Name, bool IsSound, string Message);
