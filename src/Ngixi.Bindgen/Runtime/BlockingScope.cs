using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Takes the thread's synchronization context away while an import waits for a task: a continuation posted to it would
/// wait for the very thread that waits. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct BlockingScope
{
    private readonly SynchronizationContext? context;

    private BlockingScope(SynchronizationContext? context) => this.context = context;

    /// <summary>Takes the context away.</summary>
    /// <returns>What puts it back.</returns>
    public static BlockingScope Enter()
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        return new BlockingScope(context);
    }

    /// <summary>Puts the context back.</summary>
    public void Dispose()
    {
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
