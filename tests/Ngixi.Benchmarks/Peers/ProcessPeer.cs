using System.Diagnostics;
using System.Globalization;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks.Peers;

/// <summary>
/// A host in a process of its own, which waits for its turn: <c>prepare …</c> is answered with <c>ready</c>, and
/// <c>run count</c> with <c>nanoseconds calls host-sum guest-sum</c>, and the bytes allocated where it counts them.
/// </summary>
/// <param name="name">What the tables call it.</param>
/// <param name="command">The program and its arguments.</param>
/// <param name="guest">Writes the guest of a workload, and says how to prepare it.</param>
/// <param name="whyNot">Says why a workload is left out.</param>
/// <param name="remark">What a reader of its figures must know.</param>
internal sealed class ProcessPeer(
    string name, string[] command, Func<Workload, string> guest, Func<Workload, string?> whyNot, string? remark = null)
    : IPeer
{
    private readonly Lazy<Process> process = new(() => Start(command));
    private bool hasEnded;

    public string Name => name;

    public string? Remark => remark;

    public string? WhyNot(Workload workload) => hasEnded ? "its process ended while it was measured" : whyNot(workload);

    public void Prepare(Workload workload)
    {
        string answer = Ask($"prepare {guest(workload)}");
        if (answer != "ready")
        {
            throw new InvalidOperationException($"{name}: {answer}");
        }
    }

    public Sample Run(int calls)
    {
        string[] parts = Ask($"run {calls}").Split(' ');
        return new Sample(
            double.Parse(parts[0], CultureInfo.InvariantCulture),
            parts.Length > 4 ? long.Parse(parts[4], CultureInfo.InvariantCulture) : null,
            new Tally(
                long.Parse(parts[1], CultureInfo.InvariantCulture),
                long.Parse(parts[2], CultureInfo.InvariantCulture),
                int.Parse(parts[3], CultureInfo.InvariantCulture)));
    }

    public void Dispose()
    {
        if (process.IsValueCreated)
        {
            process.Value.StandardInput.Close();
            process.Value.WaitForExit();
            process.Value.Dispose();
        }
    }

    /// <summary>Asks the process for anything that it understands.</summary>
    public string Ask(string line)
    {
        try
        {
            process.Value.StandardInput.WriteLine(line);
            process.Value.StandardInput.Flush();
            if (process.Value.StandardOutput.ReadLine() is { } answer)
            {
                return answer;
            }
        }
        catch (IOException)
        {
            // It ended before it was asked.
        }

        hasEnded = true;
        throw new PeerEndedException(this);
    }

    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}

/// <summary>The process of a peer ended: it crashed, or said why on its error output.</summary>
internal sealed class PeerEndedException(IPeer peer) : Exception($"{peer.Name} ended.")
{
    public IPeer Peer => peer;
}
