using Ngixi.Testing;

namespace Demo;

public enum MailError
{
    Unknown,
    Full,
}

public interface IMailBase
{
    void Note(string text);
}

[WasmImport("env", Prefix = "mail_")]
public interface IMail : IMailBase
{
    [WasmErrors(typeof(MailError))]
    int Send(string to, ReadOnlySpan<byte> body);

    [WasmVersion(2)]
    Task<string?> SendAsync(GuestContext context, string to, CancellationToken cancellation = default);

    bool TryFind(ReadOnlySpan<char> Subject, out int number, out string? text);

    int Read(int number, Span<byte> buffer);

    (int Count, DateTimeOffset? Last) Count();

    IMailbox Open(string name);
}

[WasmResource("mailbox_")]
public interface IMailbox : IDisposable
{
    ReadOnlySpan<byte> First();
}

[WasmExport(Async = true)]
internal interface IPostman
{
    string FolderOf(string letter);

    void Forget();
}
// file
using Ngixi.Testing;

namespace Demo.Tests;

[Fake<IMail>]
internal sealed partial class FakeMail
{
    // A name of the user's own: the property of the method has another.
    public int Count() => Calls.Count;
}

[Fake<IMailbox>]
public partial class FakeMailbox;

[Fake<IPostman>]
public sealed partial class FakePostman;
