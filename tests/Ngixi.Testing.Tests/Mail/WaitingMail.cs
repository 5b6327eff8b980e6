using Ngixi.Bindgen;

namespace Ngixi.Testing.Tests.Mail;

/// <summary>An implementation whose subject never comes.</summary>
internal sealed class WaitingMail(TaskCompletionSource called) : IMail
{
    public int Send(string to, ReadOnlySpan<byte> body) => throw new NotSupportedException();

    public async Task<string> SubjectAsync(int number, CancellationToken cancellation)
    {
        called.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return "never";
    }

    public bool TryFind(ReadOnlySpan<char> subject, out int number) => throw new NotSupportedException();

    public int Read(int number, Span<byte> buffer) => throw new NotSupportedException();

    public IReadOnlyList<Letter> List() => throw new NotSupportedException();

    public IMailbox Open(GuestContext context, string name) => throw new NotSupportedException();

    public void Note(string text) => throw new NotSupportedException();
}
