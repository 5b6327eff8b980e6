namespace Ngixi.Testing.Running;

/// <summary>A guest called an import that nothing answers.</summary>
internal sealed class UnansweredImportException(string message) : Exception(message);
