using Ngixi.Bindgen;

namespace Ngixi.Testing.Tests.Mail;

/// <summary>An open mailbox.</summary>
[WasmResource("mailbox_")]
public interface IMailbox : IDisposable
{
    /// <summary>Counts the letters.</summary>
    /// <returns>The number of letters.</returns>
    int Count();
}
