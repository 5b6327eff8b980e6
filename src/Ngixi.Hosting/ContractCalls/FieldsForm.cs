using System.Text.Json;
using Ngixi.Bindgen.Runtime;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>Fields one after the other: of a record, a case of a union, a tuple, or the arguments of a method.</summary>
internal sealed class FieldsForm : ValueForm
{
    private const int MaxSize = 1024 * 1024;

    private (int Size, int Alignment, int[] Offsets)? layout;
    private bool isBeingLaidOut;

    /// <summary>Gets the fields. They may have the form itself behind a pointer, so that they are set after it was made.</summary>
    public IReadOnlyList<(string Name, ValueForm Form)> Fields { get; set; } = [];

    public override int Size => Layout.Size;

    public override int Alignment => Layout.Alignment;

    public IReadOnlyList<int> Offsets => Layout.Offsets;

    public override string Expected => Fields.Count == 0
        ? "an empty object, {}"
        : $"an object with {string.Join(", ", Fields.Select(one => one.Name))}";

    private (int Size, int Alignment, int[] Offsets) Layout
    {
        get
        {
            if (layout is null)
            {
                Forms.RequireStack();
                if (isBeingLaidOut)
                {
                    throw new NotSupportedException("has a record that contains itself");
                }

                isBeingLaidOut = true;
                layout = LayOut();
                isBeingLaidOut = false;
            }

            return layout.Value;
        }
    }

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() != Fields.Count)
        {
            throw Bad(value, name);
        }

        block.Enter(name);
        for (int i = 0; i < Fields.Count; i++)
        {
            (string field, ValueForm form) = Fields[i];
            if (!value.TryGetProperty(field, out JsonElement inner))
            {
                throw Bad(value, name);
            }

            form.Write(ref block, at + Offsets[i], inner, $"{name}.{field}");
        }

        block.Leave();
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name)
    {
        guest.Enter(name);
        json.WriteStartObject();
        for (int i = 0; i < Fields.Count; i++)
        {
            (string field, ValueForm form) = Fields[i];
            json.WritePropertyName(field);
            form.Read(ref guest, bytes.Slice(Offsets[i], form.Size), json, field);
        }

        json.WriteEndObject();
        guest.Leave();
    }

    private (int Size, int Alignment, int[] Offsets) LayOut()
    {
        long size = 0;
        int alignment = 1;
        int[] offsets = new int[Fields.Count];
        for (int i = 0; i < offsets.Length; i++)
        {
            ValueForm form = Fields[i].Form;
            offsets[i] = (int)Align(size, form.Alignment);
            size = offsets[i] + (long)form.Size;
            alignment = Math.Max(alignment, form.Alignment);
            if (size > MaxSize)
            {
                throw new NotSupportedException("has a record that is larger than can be");
            }
        }

        return (Math.Max(1, (int)Align(size, alignment)), alignment, offsets);
    }
}
