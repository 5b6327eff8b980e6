using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// The time in which an import waits for a task of the host. Continuations of the task's method run on the waiting thread,
/// where they may call the guest. A context or scheduler of the thread itself would wait for that thread. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct BlockingScope
{
    // A version of .NET without the field runs tasks that are begun without a scheduler on the thread's own, as it does elsewhere.
    private static readonly bool HasCurrentTask =
        typeof(Task).GetField("t_currentTask", BindingFlags.NonPublic | BindingFlags.Static)?.FieldType == typeof(Task);

    private readonly SynchronizationContext? context;
    private readonly WaitingContext waiting = new();
    private readonly Task? schedulersTask;
    private readonly StoreState state;
    private readonly bool isOutermost;

    private BlockingScope(StoreState state)
    {
        isOutermost = state.Enter();
        this.state = state;
        context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(waiting);
        if (HasCurrentTask && TaskScheduler.Current != TaskScheduler.Default)
        {
            schedulersTask = CurrentTask(null);
            CurrentTask(null) = null;
        }
    }

    /// <summary>Begins the wait.</summary>
    /// <param name="call">The call that waits.</param>
    /// <returns>The scope that ends it.</returns>
    public static BlockingScope Enter(in HostCall call) => new(call.StoreState);

    /// <summary>Ends the wait. Continuations that have not run yet run on the thread pool.</summary>
    public void Dispose()
    {
        waiting.Close();
        SynchronizationContext.SetSynchronizationContext(context);
        if (schedulersTask is not null)
        {
            CurrentTask(null) = schedulersTask;
        }

        if (isOutermost)
        {
            state.Leave();
        }
    }

    // The task that the thread runs, and with it the scheduler that tasks begun without one go to. .NET has no way to leave it.
    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "t_currentTask")]
    private static extern ref Task? CurrentTask(Task? type);
}
