using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests.Fuzz;

/// <summary>
/// The memory of a guest that passes a value, written from docs/abi.md and by none of the code that reads it. It keeps the
/// place of each pointer, length and flag, so that they can be damaged.
/// </summary>
internal sealed class GuestImage(Random random)
{
    /// <summary>Where the values begin; nothing lies below.</summary>
    public const int Start = 64;

    private readonly byte[] bytes = new byte[1 << 16];
    private readonly List<int> words = [];
    private int end = Start;

    /// <summary>Gets the raw arguments: boxed wasm values.</summary>
    public List<object> Arguments { get; } = [];

    /// <summary>Gets what is used of the memory.</summary>
    public Span<byte> Used => bytes.AsSpan(0, end);

    /// <summary>Gets where pointers, lengths, flags and numbers of cases stand.</summary>
    public IReadOnlyList<int> Words => words;

    /// <summary>Writes a value as the parameter that takes it.</summary>
    /// <returns>False when it is larger than an image may be.</returns>
    public bool TryPass(object? value, StoredForm form)
    {
        try
        {
            Pass(value, form);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private void Pass(object? value, StoredForm form)
    {
        switch (form.Kind)
        {
            case StoredKind.Optional when form.Item.Type != typeof(Guid):
                Arguments.Add(value is null ? 0 : 1);
                Arguments.Add(Scalar(value ?? Activator.CreateInstance(form.Item.Type)!));
                break;
            case StoredKind.Scalar when form.Type != typeof(Guid):
                Arguments.Add(Scalar(value!));
                break;
            case StoredKind.Text or StoredKind.Numbers or StoredKind.List or StoredKind.Dictionary:
                int pair = Allocate(8, 4);
                Write(pair, value, form);
                Arguments.Add(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(pair)));
                Arguments.Add(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(pair + 4)));
                break;
            default:
                Arguments.Add(value is null ? 0 : WriteOut(value, Pointed(form)));
                break;
        }
    }

    /// <summary>What a pointer points to: the record or the union itself, or a GUID.</summary>
    private static StoredForm Pointed(StoredForm form) => form switch
    {
        { Kind: StoredKind.Optional } => form.Item,
        { Kind: StoredKind.Pointer, Type.IsAbstract: true } => form with { Kind = StoredKind.Union, Size = 8, Alignment = 4 },
        { Kind: StoredKind.Pointer } => StoredForm.OfRecord(form.Type),
        _ => form,
    };

    private int WriteOut(object value, StoredForm form)
    {
        int at = Allocate(form.Size, form.Alignment);
        Write(at, value, form);
        return at;
    }

    private void Write(int at, object? value, StoredForm form)
    {
        if (value is null)
        {
            return; // All that can be null is stored as zeros.
        }

        switch (form.Kind)
        {
            case StoredKind.Scalar when value is Guid guid:
                guid.TryWriteBytes(bytes.AsSpan(at, 16), bigEndian: true, out _);
                break;
            case StoredKind.Scalar:
                WriteScalar(bytes.AsSpan(at, form.Size), Scalar(value));
                break;
            case StoredKind.Optional:
                WriteWord(at, 1);
                Write(at + Math.Max(4, form.Item.Alignment), value, form.Item);
                break;
            case StoredKind.Text:
                WriteText(at, value is Uri address ? address.OriginalString : Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case StoredKind.Numbers:
                byte[] numbers = BytesOf(value);
                WritePair(at, WriteBytes(numbers, form.Item.Size), (uint)(numbers.Length / form.Item.Size));
                break;
            case StoredKind.List:
                object?[] items = [.. ((IEnumerable)value).Cast<object?>()];
                int table = Allocate(Math.Max(1, items.Length * form.Item.Size), form.Item.Alignment);
                WritePair(at, table, (uint)items.Length);
                foreach (object? item in items)
                {
                    Write(table, item, form.Item);
                    table += form.Item.Size;
                }

                break;
            case StoredKind.Dictionary:
                WriteEntries(at, (IDictionary)value, form);
                break;
            case StoredKind.Pointer:
                WriteWord(at, (uint)WriteOut(value, Pointed(form)));
                break;
            case StoredKind.Union:
                WriteWord(at, (uint)StoredForm.CasesOf(form.Type).ToList().IndexOf(value.GetType()));
                WriteWord(at + 4, (uint)WriteOut(value, StoredForm.OfRecord(value.GetType())));
                break;
            case StoredKind.Record:
                foreach ((System.Reflection.PropertyInfo property, StoredForm field, int offset) in form.Fields)
                {
                    Write(at + offset, property.GetValue(value), field);
                }

                break;
        }
    }

    /// <summary>In either encoding, where both can have the text.</summary>
    private void WriteText(int at, string text)
    {
        bool isUtf8 = random.Next(2) == 0 && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
        byte[] content = isUtf8 ? Encoding.UTF8.GetBytes(text) : MemoryMarshal.AsBytes(text.AsSpan()).ToArray();
        WritePair(at, WriteBytes(content, sizeof(char)), (uint)content.Length | (isUtf8 ? 0 : 0x8000_0000));
    }

    private void WriteEntries(int at, IDictionary entries, StoredForm form)
    {
        int table = Allocate(Math.Max(1, entries.Count * form.EntrySize), form.EntryAlignment);
        WritePair(at, table, (uint)entries.Count);
        foreach (DictionaryEntry entry in entries)
        {
            if (form.IsKeyedByText)
            {
                Write(table, entry.Key, KeyForm);
            }
            else
            {
                long key = entry.Key is ulong wide
                    ? unchecked((long)wide)
                    : Convert.ToInt64(entry.Key, System.Globalization.CultureInfo.InvariantCulture);
                WriteWord(table, unchecked((uint)key));
                WriteWord(table + 4, unchecked((uint)(key >> 32)));
            }

            Write(table + 8, entry.Value, form.Item);
            table += form.EntrySize;
        }
    }

    private static StoredForm KeyForm { get; } = new(StoredKind.Text, 8, 4, typeof(string), null);

    private static byte[] BytesOf(object value)
    {
        Array numbers = value switch
        {
            ReadOnlyMemory<byte> memory => memory.ToArray(),
            Array array => array,
            IEnumerable<int> items => items.ToArray(),
            IEnumerable<long> items => items.ToArray(),
            IEnumerable<double> items => items.ToArray(),
            _ => throw new ArgumentException($"{value} is not a sequence of numbers."),
        };
        byte[] content = new byte[Buffer.ByteLength(numbers)];
        Buffer.BlockCopy(numbers, 0, content, 0, content.Length);
        return content;
    }

    /// <summary>A value as wasm has it.</summary>
    private static object Scalar(object value) => value switch
    {
        bool truth => truth ? 1 : 0,
        char character => (int)character,
        sbyte or byte or short or ushort or int => Convert.ToInt32(value, null),
        uint number => unchecked((int)number),
        ulong number => unchecked((long)number),
        DateTimeOffset instant => (instant - DateTimeOffset.UnixEpoch).Ticks * 100,
        TimeSpan duration => duration.Ticks * 100,
        DateTime time => Scalar(new DateTimeOffset(time)),
        TimeOnly time => time.Ticks * 100,
        DateOnly date => date.DayNumber - Values.Epoch.DayNumber,
        Half number => (float)number,
        Enum => Scalar(Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), null)),
        _ => value,
    };

    private static void WriteScalar(Span<byte> at, object value)
    {
        Span<byte> wide = stackalloc byte[8];
        switch (value)
        {
            case int number:
                BinaryPrimitives.WriteInt32LittleEndian(wide, number);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(wide, number);
                break;
            case float number:
                BinaryPrimitives.WriteSingleLittleEndian(wide, number);
                break;
            case double number:
                BinaryPrimitives.WriteDoubleLittleEndian(wide, number);
                break;
        }

        wide[..at.Length].CopyTo(at);
    }

    private int WriteBytes(byte[] content, int alignment)
    {
        int at = Allocate(Math.Max(1, content.Length), alignment);
        content.CopyTo(bytes, at);
        return at;
    }

    private void WritePair(int at, int pointer, uint length)
    {
        WriteWord(at, (uint)pointer);
        WriteWord(at + 4, length);
    }

    private void WriteWord(int at, uint word)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), word);
        words.Add(at);
    }

    private int Allocate(int size, int alignment)
    {
        int at = StoredForm.RoundUp(end, alignment);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at + size, bytes.Length);
        end = at + size;
        return at;
    }
}
