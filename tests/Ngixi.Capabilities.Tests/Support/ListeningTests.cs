namespace Ngixi.Capabilities.Tests.Support;

/// <summary>Tests that do not run beside each other: OpenTelemetry listens to the spans of every test.</summary>
[CollectionDefinition(nameof(ListeningTests))]
public sealed class ListeningTests;
