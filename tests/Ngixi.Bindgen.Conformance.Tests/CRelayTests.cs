using Ngixi.Bindgen.Conformance.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>Every value of the table crosses from C# to C and back, with text in UTF-8.</summary>
public sealed class CRelayTests
{
    public static TheoryData<string> Names => [.. ConformanceTable.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_as_it_went(string name)
    {
        TypeRow row = ConformanceTable.Row(name);
        foreach (Module module in CRelayGuest.Source.Modules)
        {
            using CRelayGuest guest = new(module);
            foreach (object? value in ValuesOf(row))
            {
                guest.Giver.Value = value;
                guest.Run(row);
                Assert.Equal(Canonical.OfUtf8(value), Canonical.Of(guest.Taker.Value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_from_an_export_as_it_went(string name)
    {
        foreach (Module module in CRelayGuest.Source.Modules)
        {
            using CRelayGuest guest = new(module);
            foreach (object? value in ValuesOf(ConformanceTable.Row(name)))
            {
                Assert.Equal(Canonical.OfUtf8(value), Canonical.Of(guest.Echo.Call(name, value)));
            }
        }
    }

    [Fact]
    public void What_is_checked_in_is_made_from_the_headers() => CRelayGuest.Source.AssertIsCurrent();

    private static IEnumerable<object?> ValuesOf(TypeRow row) => row.Values.Where(value => !Values.IsMillion(value));
}
