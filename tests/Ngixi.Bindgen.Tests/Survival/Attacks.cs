namespace Ngixi.Bindgen.Tests.Survival;

/// <summary>
/// One method for each attack: it returns when the host is as it should be, and throws when it is not. Each is run by name
/// in a process of its own, so none can spoil another's.
/// </summary>
internal static partial class Attacks
{
    private static void OnThreads(int count, Action action)
    {
        List<Exception> failures = [];
        List<Thread> threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Run))];
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);

        void Run()
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            }
        }
    }
}
