using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Streams;

#region contract
/// <summary>A body that comes in pieces.</summary>
[WasmResource("body_")]
public interface IBody : IDisposable
{
    /// <summary>Reads the next bytes into the guest's buffer, and says how many; 0 at the end.</summary>
    int Read(Span<byte> buffer);
}

/// <summary>A body that goes out in pieces.</summary>
[WasmResource("reply_")]
public interface IReply : IDisposable
{
    /// <summary>Appends bytes.</summary>
    void Write(ReadOnlySpan<byte> piece);
}

/// <summary>The transfers of the host.</summary>
[WasmImport("transfer")]
public interface ITransfers
{
    /// <summary>Opens the body that was sent in.</summary>
    IBody OpenBody(Guid transfer);

    /// <summary>Opens the body to send back.</summary>
    IReply OpenReply(Guid transfer);
}

/// <summary>Converts bodies: the guest.</summary>
[WasmExport]
public interface IConverter
{
    /// <summary>Reads the body of a transfer, and writes its reply.</summary>
    long Convert(Guid transfer);
}
#endregion
