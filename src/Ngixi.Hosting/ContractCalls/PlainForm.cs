using System.Text.Json;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Layouts;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>Reads a value out of JSON; false where it is none.</summary>
internal delegate bool TryRead<T>(JsonElement json, out T value);

/// <summary>A type of .NET, with the layout that generated code uses for it.</summary>
/// <param name="expected">What a value is, for errors.</param>
/// <param name="wasm">Its type as an argument alone; null where it lies in memory.</param>
/// <param name="isText">Whether JSON has it as a text.</param>
/// <param name="tryRead">Reads it.</param>
/// <param name="write">Writes it.</param>
internal sealed class PlainForm<T, TLayout>(
    string expected, string? wasm, bool isText, TryRead<T> tryRead, Action<Utf8JsonWriter, T> write) : ValueForm
    where TLayout : IMemoryLayout<T>
{
    public override int Size => TLayout.Size;

    public override int Alignment => TLayout.Alignment;

    public override string? Wasm => wasm;

    // A GUID is stored as it is, and everything else without a type of WebAssembly as text.
    public override bool IsPair => wasm is null && TLayout.Size == 2 * sizeof(uint);

    public override bool IsSigned =>
        typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(int) || typeof(T) == typeof(long);

    public override string Expected => expected;

    protected override bool IsText => isText;

    public override void Write(ref BlockWriter block, int at, JsonElement value, string name)
    {
        if ((value.ValueKind == JsonValueKind.String) != isText && !IsNamedNumber(value))
        {
            throw Bad(value, name);
        }

        T read;
        try
        {
            read = tryRead(value, out T found) ? found : throw Bad(value, name);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            throw Bad(value, name);
        }

        TLayout.Write(ref block, at, read, name);
    }

    public override void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name) =>
        write(json, TLayout.Read(ref guest, bytes, name));

    // JSON has no number for these.
    private bool IsNamedNumber(JsonElement value) =>
        wasm is "f32" or "f64"
        && value.ValueKind == JsonValueKind.String
        && (value.ValueEquals("NaN") || value.ValueEquals("Infinity") || value.ValueEquals("-Infinity"));
}
