namespace Ngixi.Bindgen;

/// <summary>The resources that a guest still held when its store was disposed.</summary>
/// <param name="Resources">The host's objects, all disposed, the newest first.</param>
/// <param name="Errors">The exceptions of their <see cref="IDisposable.Dispose"/>.</param>
public sealed record AbandonedResources(IReadOnlyList<object> Resources, IReadOnlyList<Exception> Errors);
