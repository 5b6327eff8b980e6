using System.Reflection;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>Every value of the table crosses from C# to C and back, with text in UTF-8.</summary>
public sealed class CRelayTests : IDisposable
{
    private readonly CRelayGuest guest = new();

    public static TheoryData<string> Names => [.. ConformanceTable.Rows.Select(row => row.Name)];

    public void Dispose() => guest.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_as_it_went(string name)
    {
        TypeRow row = ConformanceTable.Row(name);
        foreach (object? value in row.Values.Where(value => !Values.IsMillion(value)))
        {
            guest.Giver.Value = value;
            guest.Run(row);
            Assert.Equal(Canonical.OfUtf8(value), Canonical.Of(guest.Taker.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_from_an_export_as_it_went(string name)
    {
        foreach (object? value in ConformanceTable.Row(name).Values.Where(value => !Values.IsMillion(value)))
        {
            Assert.Equal(Canonical.OfUtf8(value), Canonical.Of(Echo(name, value)));
        }
    }

    private object? Echo(string name, object? value) => name switch
    {
        // Reflection passes no spans.
        nameof(IEcho.Characters) => guest.Echo.Characters((string)value!),
        nameof(IEcho.ByteSpan) => guest.Echo.ByteSpan((byte[])value!),
        _ => typeof(IEcho).GetMethod(name)!.Invoke(guest.Echo, BindingFlags.DoNotWrapExceptions, null, [value], null),
    };
}
