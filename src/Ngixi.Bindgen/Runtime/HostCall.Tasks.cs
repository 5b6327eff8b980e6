namespace Ngixi.Bindgen.Runtime;

/// <content>Methods that return tasks: the guest waits until they end, or the call is cancelled (docs/abi.md, What is not part of the ABI).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>Waits for a task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled first; the task goes on by itself.</exception>
    public readonly void Wait(Task task)
    {
        RequireResult(task);
        (task.IsCompleted ? task : task.WaitAsync(Cancellation)).GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled first; the task goes on by itself.</exception>
    public readonly void Wait(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            Wait(task.AsTask());
        }
    }

    /// <summary>Waits for a task's result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">The call was cancelled first; the task goes on by itself.</exception>
    public readonly T Wait<T>(Task<T> task)
    {
        RequireResult(task);
        return (task.IsCompleted ? task : task.WaitAsync(Cancellation)).GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task's result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">The call was cancelled first; the task goes on by itself.</exception>
    public readonly T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : Wait(task.AsTask());
}
