using System.Buffers.Binary;
using System.Text.Json;
using Ngixi.Bindgen.Runtime;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>A type of a contract: how its values lie in memory (docs/abi.md, Values in memory), and how JSON has them.</summary>
internal abstract class ValueForm
{
    private static readonly JsonDocumentOptions Documents = new() { MaxDepth = 256 };

    public abstract int Size { get; }

    public abstract int Alignment { get; }

    /// <summary>Gets the type of WebAssembly that it has as an argument or a result alone; null where it lies in memory.</summary>
    public virtual string? Wasm => null;

    /// <summary>Gets whether it is a pointer and a length.</summary>
    public virtual bool IsPair => false;

    /// <summary>Gets whether it is a number with a sign.</summary>
    public virtual bool IsSigned => false;

    /// <summary>Gets what a value is, for errors.</summary>
    public abstract string Expected { get; }

    /// <summary>Gets whether a word stands for itself, and is no JSON.</summary>
    protected virtual bool IsText => false;

    /// <summary>Reads a word of a command line.</summary>
    /// <remarks>What is no JSON where it should be some is a text, which <see cref="Write"/> refuses.</remarks>
    public virtual JsonElement Parse(string word)
    {
        if (!IsText)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(word, Documents);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // It is said as what it is below.
            }
        }

        using JsonDocument text = JsonDocument.Parse($"\"{JsonEncodedText.Encode(word)}\"");
        return text.RootElement.Clone();
    }

    /// <summary>Writes a value.</summary>
    /// <param name="block">The block.</param>
    /// <param name="at">Where it stands; zeros.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="FormatException">It is no value of the type.</exception>
    public abstract void Write(ref BlockWriter block, int at, JsonElement value, string name);

    /// <summary>Reads a value of a guest.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="json">Where it goes.</param>
    /// <param name="name">What it is called in errors.</param>
    public abstract void Read(ref GuestReader guest, scoped ReadOnlySpan<byte> bytes, Utf8JsonWriter json, string name);

    /// <summary>Reads the result of an export, which is a pointer: with a length, or to where the value stands.</summary>
    public virtual void ReadResult(ref GuestReader guest, long bits, Utf8JsonWriter json, string name)
    {
        uint pointer = (uint)((ulong)bits >> 32);
        if (IsPair)
        {
            Span<byte> pair = stackalloc byte[2 * sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(pair, pointer);
            BinaryPrimitives.WriteUInt32LittleEndian(pair[sizeof(uint)..], (uint)bits);
            Read(ref guest, pair, json, name);
        }
        else
        {
            Read(ref guest, guest.Locate(guest.RequirePointer(pointer, name), (uint)Size, name), json, name);
        }
    }

    /// <summary>Says that a value is none of the type.</summary>
    protected FormatException Bad(JsonElement value, string name) => new($"'{name}' takes {Expected}, and not {value.GetRawText()}.");

    /// <summary>Gets the next place of an alignment.</summary>
    protected static long Align(long at, int alignment) => (at + alignment - 1) / alignment * alignment;
}
