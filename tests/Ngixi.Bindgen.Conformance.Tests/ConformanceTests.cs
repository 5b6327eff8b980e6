using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>Every value of the table crosses from C# to AssemblyScript and back, and is the same to the bit.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly RelayGuest guest = new();

    public static TheoryData<string> Names => [.. ConformanceTable.Rows.Select(row => row.Name)];

    public void Dispose() => guest.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_as_it_went(string name)
    {
        TypeRow row = ConformanceTable.Row(name);
        Assert.NotEmpty(row.Values);
        foreach (object? value in row.Values)
        {
            guest.Giver.Value = value;
            guest.Run(row);
            Assert.Equal(Canonical.Of(value), Canonical.Of(guest.Taker.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_from_an_export_as_it_went(string name)
    {
        foreach (object? value in ConformanceTable.Rows.Single(row => row.Name == name).Values)
        {
            Assert.Equal(Canonical.Of(value), Canonical.Of(guest.Echo.Call(name, value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_that_travels_as_data_comes_back_as_it_went(string name)
    {
        foreach (object? value in ConformanceTable.Row(name).Values)
        {
            Assert.Equal(Canonical.Of(value), Canonical.Of(guest.Elsewhere.Call(name, value)));
        }
    }

    [Fact]
    public void The_table_has_every_method_of_the_contracts()
    {
        Assert.Equal(ConformanceTable.Rows.Select(row => row.Name), typeof(IGive).GetMethods().Select(method => method.Name));
        Assert.Equal(ConformanceTable.Rows.Select(row => row.Name), typeof(IEcho).GetMethods().Select(method => method.Name));
        Assert.Equal(ConformanceTable.Rows.Select(row => row.Name), typeof(ITake).GetMethods().Select(method => method.Name));
    }
}
