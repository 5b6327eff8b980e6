namespace Ngixi.Hosting;

/// <summary>An event of a recording, to be shown.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Depth">How many calls it is in.</param>
/// <param name="Kind">
/// What it is: <c>enter</c>, <c>instance</c>, <c>made</c>, <c>call</c> and <c>return</c> of an export, <c>import</c> and <c>answer</c>,
/// <c>read</c> and <c>write</c> of the guest's memory by the host, <c>memory</c>, <c>stop</c> at a deadline, <c>end</c> or <c>cut</c>.
/// </param>
/// <param name="Text">What it says, with nothing that steers a terminal.</param>
public sealed record RecordedEvent(long Number, int Depth, string Kind, string Text);
