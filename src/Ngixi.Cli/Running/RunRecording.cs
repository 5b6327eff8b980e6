using Ngixi.Hosting;

namespace Ngixi.Cli.Running;

/// <summary>Where a run is recorded.</summary>
/// <param name="File">The file, which is not there yet.</param>
/// <param name="Options">What is secret.</param>
internal sealed record RunRecording(string File, RecordingOptions Options);
