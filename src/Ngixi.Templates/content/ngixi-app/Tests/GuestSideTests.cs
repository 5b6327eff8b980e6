using Ngixi.Testing;

namespace NgixiApp;

/// <summary>The tests of the guest's own, which are in <c>guest/assembly/tests.ts</c>.</summary>
public sealed class GuestSideTests
{
    private static readonly string Module = Path.Combine(AppContext.BaseDirectory, "guest.tests.wasm");

    public static TheoryData<string> Tests => [.. GuestTests.NamesOf(Module)];

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task The_guest_passes(string test) => (await GuestTests.RunOneAsync(Module, test)).ThrowIfFailed();
}
