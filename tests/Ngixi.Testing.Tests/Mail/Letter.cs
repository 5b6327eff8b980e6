namespace Ngixi.Testing.Tests.Mail;

/// <summary>A letter.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Subject">Its subject.</param>
public sealed record Letter(int Number, string Subject);
