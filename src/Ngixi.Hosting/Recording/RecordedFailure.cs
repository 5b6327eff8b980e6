namespace Ngixi.Hosting.Recording;

/// <summary>Traps a guest where its recording says that the host did.</summary>
/// <param name="reason">Why, as it was recorded.</param>
internal sealed class RecordedFailure(string reason) : Exception(reason);
