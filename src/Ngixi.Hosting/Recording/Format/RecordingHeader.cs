namespace Ngixi.Hosting.Recording.Format;

/// <summary>What was recorded, and with which settings.</summary>
internal sealed record RecordingHeader
{
    /// <summary>Gets the name of the module.</summary>
    public required string Module { get; init; }

    /// <summary>Gets the SHA-256 of the module, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the version of this library.</summary>
    public required string Toolkit { get; init; }

    /// <summary>Gets the version of Wasmtime.</summary>
    public required string Wasmtime { get; init; }

    /// <summary>Gets the bytes of stack that the guest has.</summary>
    public required int Stack { get; init; }

    /// <summary>Gets the bytes of memory that the guest has at most.</summary>
    public required long Memory { get; init; }

    /// <summary>Gets the elements that its table has at most.</summary>
    public required long TableElements { get; init; }

    /// <summary>Gets the fuel of each entry; null where it is not counted.</summary>
    public ulong? Fuel { get; init; }

    /// <summary>Gets what the keys of the secrets are made of, together with the host's key.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>Gets what tells whether a key is the right one; empty where there is none.</summary>
    public byte[] KeyCheck { get; init; } = [];
}
