namespace Ngixi.Hosting.Auditing;

/// <summary>Where the lines of an audit go. For one thread at a time, but for <see cref="Flush"/>, which any may call besides.</summary>
internal abstract class AuditSink : IDisposable
{
    /// <summary>Gets what the lines follow that will be written.</summary>
    public virtual AuditState State { get; } = AuditState.New();

    /// <summary>Gets whether the next line begins a new file, and a line is to say so first.</summary>
    public virtual bool IsFull(int bytes, DateTimeOffset now) => false;

    /// <summary>Begins a new file.</summary>
    /// <returns>The name of the one before.</returns>
    public virtual string BeginNext() => throw new NotSupportedException();

    /// <summary>Writes a line, whole or not at all.</summary>
    /// <param name="line">The line, with its end.</param>
    /// <param name="number">Its number.</param>
    /// <param name="time">Its time.</param>
    public abstract void Write(ReadOnlySpan<byte> line, long number, DateTimeOffset time);

    /// <summary>Brings what was written to the disk.</summary>
    public virtual void Flush()
    {
    }

    public virtual void Dispose()
    {
    }
}
