namespace Ngixi.Capabilities.Sqlite;

/// <summary>A write that waits for its turn, or for the commit. Its caller may leave at any time.</summary>
internal abstract class WriteJob
{
    /// <summary>Gets whether the caller left before the write was begun, so that it is not made.</summary>
    public abstract bool IsLeft { get; }

    /// <summary>Makes the write in the transaction, as a whole or not at all, unless its caller left.</summary>
    /// <exception cref="Exception">The database failed, or the write by a fault of the host: the transaction cannot go on.</exception>
    public abstract void Make(WriteTransaction transaction);

    /// <summary>Tells the caller what came of the write, which is committed.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was committed.</summary>
    public abstract void Fail(Exception cause);
}
