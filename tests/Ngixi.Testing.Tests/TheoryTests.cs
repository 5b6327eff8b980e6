using Ngixi.Testing.Tests.Support;

namespace Ngixi.Testing.Tests;

/// <summary>The tests of a guest as rows of a theory.</summary>
public sealed class TheoryTests
{
    private static readonly string Module = GuestFile.OfText(
        """(module (func (export "test_one")) (func (export "test_two")) (func (export "helper") unreachable))""");

    #region theory
    public static TheoryData<string> Tests => [.. GuestTests.NamesOf(Module)];

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task The_guest_passes(string test)
    {
        GuestTestResult result = await GuestTests.RunOneAsync(Module, test);
        result.ThrowIfFailed();
    }
    #endregion

    [Fact]
    public void Each_test_is_a_row() => Assert.Equal(["test_one", "test_two"], GuestTests.NamesOf(Module));
}
