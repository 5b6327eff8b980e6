namespace Ngixi.Testing.Tests.Mail;

[Fake<IPostman>]
internal sealed partial class FakePostman;
