using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Ngixi.Bindgen.Tests.Survival;

/// <summary>The tests as a program: runs one of the <see cref="Attacks"/> in a process of its own.</summary>
internal static class Program
{
    /// <summary>What an attack that the process lived through prints last.</summary>
    public const string Alive = "the host lives";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static void Main(string[] arguments)
    {
        using Timer watch = new(_ => Environment.FailFast($"{arguments[0]} hangs."), null, Limit, Timeout.InfiniteTimeSpan);
        try
        {
            typeof(Attacks).GetMethod(arguments[0])!.Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
        }

        Console.WriteLine(Alive);
    }
}
