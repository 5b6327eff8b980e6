namespace Ngixi.Cli;

/// <summary>What the program says to scripts.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The guest failed: it trapped, or ended itself with another code than 0.</summary>
    public const int Guest = 1;

    /// <summary>The command was used wrongly, or a file that it names cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>The manifest does not grant what the guest needs.</summary>
    public const int Denied = 3;

    /// <summary>The guest reached a limit or a deadline of its manifest.</summary>
    public const int Limit = 4;

    /// <summary>The guest was built for another contract, or stubs are of another.</summary>
    public const int Contract = 5;

    /// <summary>A replay did another thing than its recording, or an audit was changed.</summary>
    public const int Diverged = 6;

    /// <summary>A person ended it, by Ctrl+C.</summary>
    public const int Cancelled = 130;
}
