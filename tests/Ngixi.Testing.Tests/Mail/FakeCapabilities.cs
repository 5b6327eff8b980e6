using Ngixi.Capabilities;

namespace Ngixi.Testing.Tests.Mail;

/// <summary>Fakes of interfaces of another assembly.</summary>
[Fake<IKeyValue>]
internal sealed partial class FakeKeyValue;

[Fake<IHttp>]
internal sealed partial class FakeHttp;

[Fake<IEvents>]
internal sealed partial class FakeEvents;

[Fake<IFiles>]
internal sealed partial class FakeFiles;
