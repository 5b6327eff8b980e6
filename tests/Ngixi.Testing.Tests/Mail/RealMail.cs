using Ngixi.Bindgen;

namespace Ngixi.Testing.Tests.Mail;

/// <summary>An implementation as a host has it. Each method does what a test says, and answers as the fakes of the same test do.</summary>
internal sealed class RealMail(Action act) : IMail
{
    public int Send(string to, ReadOnlySpan<byte> body)
    {
        act();
        return to.Length + body[0];
    }

    public async Task<string> SubjectAsync(int number, CancellationToken cancellation)
    {
        await Task.Yield();
        act();
        return $"letter {number}";
    }

    public bool TryFind(ReadOnlySpan<char> subject, out int number)
    {
        act();
        number = subject.Length;
        return true;
    }

    public int Read(int number, Span<byte> buffer)
    {
        act();
        buffer.Fill((byte)number);
        return buffer.Length;
    }

    public IReadOnlyList<Letter> List()
    {
        act();
        return [new Letter(3, "three"), new Letter(4, "four")];
    }

    public IMailbox Open(GuestContext context, string name)
    {
        act();
        return new Mailbox(name.Length);
    }

    public void Note(string text) => act();

    private sealed class Mailbox(int count) : IMailbox
    {
        public int Count() => count;

        public void Dispose()
        {
        }
    }
}
