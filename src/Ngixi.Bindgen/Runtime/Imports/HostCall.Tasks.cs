using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen.Runtime;

/// <content>Methods that return tasks: the guest waits until they end, or the call is cancelled (docs/abi.md).</content>
public unsafe ref partial struct HostCall
{
    internal readonly StoreState StoreState => Instance.StoreState;

    /// <summary>Waits for a task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled first; the task goes on by itself.</exception>
    public readonly void Wait(Task task)
    {
        WaitFor(task);
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled first; the task goes on by itself.</exception>
    public readonly void Wait(ValueTask task)
    {
        // A source that is pooled goes back to its pool when its result is taken.
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            Wait(task.AsTask());
        }
    }

    /// <summary>Waits for a task's result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">
    /// The call was cancelled first; the task goes on by itself. Resources in its result are disposed.
    /// </exception>
    public readonly T Wait<T>(Task<T> task)
    {
        try
        {
            WaitFor(task);
        }
        catch (OperationCanceledException)
        {
            _ = task.ContinueWith(
                static late => DisposeResources(late.Result),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task's result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">
    /// The call was cancelled first; the task goes on by itself. Resources in its result are disposed.
    /// </exception>
    public readonly T Wait<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : Wait(task.AsTask());

    private readonly void WaitFor(Task task)
    {
        RequireResult(task);
        if (!task.IsCompleted)
        {
            (SynchronizationContext.Current as WaitingContext ?? new WaitingContext()).Wait(task, Cancellation);
            if (!task.IsCompleted)
            {
                // The task may go on to call the guest, whose stack is about to be unwound.
                Instance.HasTrapped = true;
                throw new OperationCanceledException(Cancellation);
            }
        }
    }

    /// <summary>Disposes what the guest would have got handles of.</summary>
    private static void DisposeResources(object? result)
    {
        if (result is ITuple several)
        {
            for (int i = 0; i < several.Length; i++)
            {
                DisposeResources(several[i]);
            }
        }
        else
        {
            (result as IDisposable)?.Dispose();
        }
    }
}
