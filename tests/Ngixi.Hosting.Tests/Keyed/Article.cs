namespace Ngixi.Hosting.Tests.Keyed;

public sealed record Article(string Name, int Count, Shade? Shade);
