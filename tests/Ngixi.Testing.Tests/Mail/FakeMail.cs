namespace Ngixi.Testing.Tests.Mail;

[Fake<IMail>]
internal sealed partial class FakeMail;
