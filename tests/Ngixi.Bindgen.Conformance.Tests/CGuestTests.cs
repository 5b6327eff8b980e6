using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>A guest that is written by hand in C takes the values and gives them back, with text in UTF-8.</summary>
public sealed class CGuestTests
{
    public static TheoryData<string> Names => [.. CGuest.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_as_it_went(string name)
    {
        TypeRow row = ConformanceTable.Row(name);
        foreach (Module module in CGuest.Source.Modules)
        {
            using CGuest guest = new(module);
            foreach (object? value in row.Values.Where(value => !Values.IsMillion(value)))
            {
                guest.Giver.Value = value;
                guest.Run(row);
                Assert.Equal(Canonical.OfUtf8(value), Canonical.Of(guest.Taker.Value));
            }
        }
    }

    [Fact]
    public void The_guest_has_types_of_every_kind() =>
        Assert.Equal(
            Enum.GetValues<StoredKind>(),
            CGuest.Rows.Select(row => StoredForm.Of(typeof(ITake).GetMethod(row.Name)!.GetParameters()[0]).Kind).Distinct().Order());

    [Fact]
    public void What_is_checked_in_is_made_from_the_source() => CGuest.Source.AssertIsCurrent();
}
