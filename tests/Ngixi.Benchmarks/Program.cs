// Measures Ngixi.Bindgen beside its peers, and writes docs/benchmarks.md. ./benchmark.sh installs and builds what this
// needs and runs it:
//
//     Ngixi.Benchmarks                    everything
//     Ngixi.Benchmarks --short            a try of everything, in a few minutes
//     Ngixi.Benchmarks core threads …     some of the suites, to the console alone
//     Ngixi.Benchmarks core --only=view   the workloads whose title has this alone
//     Ngixi.Benchmarks micro …            the peers in .NET alone by BenchmarkDotNet, with its own arguments
using System.Diagnostics;
using System.Globalization;
using Ngixi.Benchmarks;
using Ngixi.Benchmarks.Capabilities;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Micro;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Suites;

if (args is [IdleSuite.Command, var kind, var count])
{
    IdleSuite.Serve(kind, int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

if (args is [HostingMemorySuite.Command, var guests, var many])
{
    HostingMemorySuite.Serve(guests, int.Parse(many, CultureInfo.InvariantCulture));
    return;
}

if (args is [ProcessSuite.Command, var much])
{
    ProcessSuite.Serve(new Effort(IsShort: much == "--short"));
    return;
}

if (args is [ProfileSuite.Command, var suite, var title])
{
    ProfileSuite.Serve(suite, title);
    return;
}

if (args is [InstanceSuite.Command, var host])
{
    InstanceSuite.Serve(host);
    return;
}

if (args.FirstOrDefault() == MicroBenchmarks.Command)
{
    MicroBenchmarks.Run(args[1..]);
    return;
}

long begin = Stopwatch.GetTimestamp();
Effort effort = new(
    IsShort: args.Contains("--short"),
    Only: args.FirstOrDefault(a => a.StartsWith("--only=", StringComparison.Ordinal))?[7..]);
string[] asked = [.. args.Where(argument => !argument.StartsWith('-'))];
Results results = new();
Targets targets = new(results);
(string Name, Func<Section> Run)[] suites =
[
    (CallSuite.Core, () => CallSuite.RunCore(effort, results)),
    (ProcessSuite.Name, () => ProcessSuite.Run(effort, results)),
    (CallSuite.Script, () => CallSuite.RunScript(effort, results)),
    (CallSuite.Exports, () => CallSuite.RunExports(effort, results)),
    (CallSuite.ScriptExports, () => CallSuite.RunScriptExports(effort, results)),
    (QuickstartSuite.Name, () => QuickstartSuite.Run(effort, results)),
    (ThreadSuite.Name, () => ThreadSuite.Run(effort)),
    (InstanceSuite.Name, () => InstanceSuite.Run(effort, results)),
    (CapabilitySuite.Name, () => CapabilitySuite.Run(effort, results)),
    (CapabilitySuite.Name, () => StoreSuite.Run(effort, results)),
    (CapabilitySuite.Name, () => CommitSuite.Run(effort, targets)),
    (FileSuite.Name, () => FileSuite.Run(effort, results)),
    (HostingSuite.Name, () => HostingSuite.Run(effort)),
    (HostingSuite.Name, () => HostingStartSuite.Run(effort)),
    (HostingSuite.Name, () => HostingMemorySuite.Run(effort)),
    (EvidenceSuite.Name, () => EvidenceSuite.Run(effort)),
    (IdleSuite.Name, () => IdleSuite.Run(effort)),
    (ContractSuite.Name, () => ContractSuite.Run(effort)),
    (ProfileSuite.Name, () => ProfileSuite.Run(effort)),
    (GeneratorSuite.Name, () => GeneratorSuite.Run(effort, targets)),
    (BuildSuite.Name, () => BuildSuite.Run(effort, targets)),
];
Section[] sections = [.. suites.Where(suite => asked.Length == 0 || asked.Contains(suite.Name)).Select(suite => suite.Run())];
if (asked.Length > 0)
{
    Console.WriteLine(targets.ToMarkdown());
    Array.ForEach(sections, section => Console.WriteLine(section.ToMarkdown()));
}
else
{
    Page.Write(Path.Combine(Tools.RepositoryDirectory, "docs"), effort, sections, targets, Stopwatch.GetElapsedTime(begin));
}
