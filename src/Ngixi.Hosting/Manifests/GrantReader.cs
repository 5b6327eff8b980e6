namespace Ngixi.Hosting;

/// <summary>Reads one grant of a manifest: its values, and what is wrong with them, each where it stands.</summary>
public sealed class GrantReader
{
    internal GrantReader()
    {
    }
}
