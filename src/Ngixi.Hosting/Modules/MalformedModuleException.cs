namespace Ngixi.Hosting.Modules;

/// <summary>Bytes that are no module. Never seen outside: it becomes a refusal.</summary>
internal sealed class MalformedModuleException(string message) : Exception(message);
