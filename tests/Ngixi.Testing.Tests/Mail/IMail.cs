using Ngixi.Bindgen;

namespace Ngixi.Testing.Tests.Mail;

/// <summary>Sends letters, and has those that came.</summary>
[WasmImport("env", Prefix = "mail_")]
public interface IMail
{
    /// <summary>Sends a letter.</summary>
    /// <param name="to">The address.</param>
    /// <param name="body">The text, as UTF-8.</param>
    /// <returns>The number of the letter.</returns>
    [WasmErrors(typeof(MailError))]
    int Send(string to, ReadOnlySpan<byte> body);

    /// <summary>Gets the subject of a letter.</summary>
    /// <param name="number">The number of the letter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The subject.</returns>
    Task<string> SubjectAsync(int number, CancellationToken cancellation);

    /// <summary>Finds a letter.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="number">Its number.</param>
    /// <returns>Whether there is one.</returns>
    bool TryFind(ReadOnlySpan<char> subject, out int number);

    /// <summary>Reads a letter.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="buffer">Takes the text.</param>
    /// <returns>The bytes of the text.</returns>
    int Read(int number, Span<byte> buffer);

    /// <summary>Lists the letters that came.</summary>
    /// <returns>The letters.</returns>
    IReadOnlyList<Letter> List();

    /// <summary>Opens a mailbox.</summary>
    /// <param name="context">Who opens it.</param>
    /// <param name="name">The name of it.</param>
    /// <returns>The mailbox.</returns>
    IMailbox Open(GuestContext context, string name);

    /// <summary>Notes something.</summary>
    /// <param name="text">The text.</param>
    void Note(string text);
}
