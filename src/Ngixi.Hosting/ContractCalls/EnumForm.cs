using System.Globalization;
using System.Text.Json;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Memory;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>An enum: the name of a member, or names with commas between them where it has flags.</summary>
/// <param name="definition">The enum.</param>
/// <param name="members">Its members.</param>
/// <param name="underlying">The form of its numbers.</param>
internal sealed class EnumForm(ContractDefinition definition, IReadOnlyList<ContractMember> members, ValueForm underlying) : ValueForm
{
    private const int MaxShown = 20;

    public override int Size => underlying.Size;

    public override int Alignment => underlying.Alignment;

    public override string? Wasm => underlying.Wasm;

    public override bool IsSigned => underlying.IsSigned;

    public override string Expected =>
        $"{(definition.IsFlags ? "some" : "one")} of {string.Join(", ", members.Take(MaxShown).Select(member => member.Name))}"
        + (members.Count > MaxShown ? " and others" : "");

    protected override bool IsText => true;

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        string text = value.ValueKind == JsonValueKind.String ? value.ToString() : throw Bad(value, name);
        if (NumberOf(text) is not { } number)
        {
            throw Bad(value, name);
        }

        using JsonDocument document = JsonDocument.Parse(ContractWords.Text(number));
        underlying.Write(ref block, at, document.RootElement, name);
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name) =>
        json.WriteStringValue(NameOf(ref guest, bytes, name));

    /// <summary>Gets the number of a member, or of several; null where there is no such one.</summary>
    public decimal? NumberOf(string text)
    {
        if (!definition.IsFlags)
        {
            return members.FirstOrDefault(member => member.Name == text)?.Number;
        }

        long bits = 0;
        foreach (string part in text == "0" ? [] : text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (members.FirstOrDefault(member => member.Name == part) is not { } found)
            {
                return null;
            }

            bits |= BitsOf(found);
        }

        return IsSigned ? bits : unchecked((ulong)bits);
    }

    /// <summary>Gets the name of a number.</summary>
    public string NameOf(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, string name)
    {
        long number = ScalarBits.Read(bytes, IsSigned);
        if (members.FirstOrDefault(member => BitsOf(member) == number) is { } one)
        {
            return one.Name;
        }

        ContractMember[] some = [.. members.Where(member => BitsOf(member) != 0 && (BitsOf(member) & number) == BitsOf(member))];
        bool isWhole = some.Aggregate(0L, (bits, member) => bits | BitsOf(member)) == number;
        return definition.IsFlags && isWhole
            ? some.Length == 0 ? "0" : string.Join(", ", some.Select(member => member.Name))
            : throw guest.Origin.Bad(name, string.Create(CultureInfo.InvariantCulture, $"{number} is not a value of {definition.Name}"));
    }

    private static long BitsOf(ContractMember member) =>
        member.Number > long.MaxValue ? unchecked((long)(ulong)member.Number) : (long)member.Number;
}
