namespace Ngixi.Testing.Tests.Mail;

[Fake<IMailbox>]
internal sealed partial class FakeMailbox;
