namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Where a value of a guest stands, as arguments of what reads it.</summary>
/// <param name="Slot">The slot of the value, or of its pointer; null where there is one value alone.</param>
/// <param name="Name">The name of the value in errors.</param>
internal sealed record ValuePlace(int? Slot, string Name)
{
    /// <summary>The result of an export: what reads it knows its slot and its name.</summary>
    public static readonly ValuePlace Result = new(null, "result");

    /// <summary>Gets the place after this one: that of a value which a flag stands before.</summary>
    public ValuePlace Next => this with { Slot = Slot + 1 };

    public string SlotText => Slot is { } slot ? $"slot: {CSharpText.Number(slot)}" : "";

    public string NameText => Slot is null ? "" : $", {CSharpText.Literal(Name)}";

    public override string ToString() => SlotText + NameText;
}
