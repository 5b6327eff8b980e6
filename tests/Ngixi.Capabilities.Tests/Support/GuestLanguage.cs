namespace Ngixi.Capabilities.Tests.Support;

/// <summary>What a guest is written in.</summary>
public enum GuestLanguage
{
    AssemblyScript,
    C,
}
