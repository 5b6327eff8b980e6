namespace Ngixi.Hosting.Running;

/// <summary>The work of one module that waits for a thread. Guarded by the threads' lock.</summary>
internal sealed class GuestLane(string module)
{
    public string Module { get; } = module;

    public Queue<IGuestWork> Work { get; } = [];

    public int Running { get; set; }

    public bool HasTurn { get; set; }
}
