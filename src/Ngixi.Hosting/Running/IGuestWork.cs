namespace Ngixi.Hosting.Running;

/// <summary>Work for a thread of guests. It throws nothing.</summary>
internal interface IGuestWork
{
    void Run();
}
