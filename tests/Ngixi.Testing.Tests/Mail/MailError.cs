namespace Ngixi.Testing.Tests.Mail;

/// <summary>Why a letter is not sent.</summary>
public enum MailError
{
    /// <summary>There is no such address.</summary>
    Unknown,

    /// <summary>The mailbox there is full.</summary>
    Full,
}
