using Ngixi.Capabilities;
using Ngixi.Testing;

namespace Quickstart.Tests;

[Fake<IEvents>]
internal sealed partial class FakeEvents;

[Fake<IHttp>]
internal sealed partial class FakeHttp;

[Fake<IHttpResponse>]
internal sealed partial class FakeHttpResponse;

[Fake<IKeyValue>]
internal sealed partial class FakeKeyValue;
