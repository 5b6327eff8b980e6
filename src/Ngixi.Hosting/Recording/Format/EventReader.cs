using System.Text;

namespace Ngixi.Hosting.Recording.Format;

/// <summary>Reads the events of a file, of which nothing is trusted. The one that was read last is in the properties.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly BlockFileReader file;
    private readonly ReadOnlyMemory<byte> key;
    private readonly List<(string Module, string Name, string Signature)> imports = [];
    private readonly List<string> exports = [];
    private readonly long[] arguments = new long[RecordingFormat.MaxArguments];
    private SecretBox? secrets;
    private Memory<byte> block;
    private int at;
    private int argumentCount;

    /// <summary>Opens a file, and reads its header.</summary>
    /// <param name="stream">The file, which this disposes.</param>
    /// <param name="key">The key of its secrets; nothing to read without them.</param>
    /// <exception cref="RecordingFormatException">It is no recording, or the key is another's.</exception>
    public EventReader(Stream stream, ReadOnlyMemory<byte> key)
    {
        this.key = key;
        try
        {
            file = new BlockFileReader(stream);
            Next();
            if (Kind != EventKind.Header)
            {
                throw Broken();
            }
        }
        catch
        {
            stream.Dispose();
            secrets?.Dispose();
            throw;
        }
    }

    /// <summary>Gets what was recorded.</summary>
    public RecordingHeader Header { get; private set; } = null!;

    /// <summary>Gets the number of the event, from 0 for the header.</summary>
    public long Number { get; private set; } = -1;

    public EventKind Kind { get; private set; }

    /// <summary>Gets whether the event is secret.</summary>
    public bool IsSecret { get; private set; }

    /// <summary>Gets whether the event is secret, and there is no key.</summary>
    public bool IsLocked => IsSecret && secrets is null;

    /// <summary>Gets whether the file ends within a block.</summary>
    public bool IsTorn => file.IsTorn;

    /// <summary>Gets the import that is called.</summary>
    public (string Module, string Name, string Signature) Import { get; private set; }

    /// <summary>Gets the export that is called.</summary>
    public string Export { get; private set; } = "";

    /// <summary>Gets the bits of the arguments.</summary>
    public ReadOnlySpan<long> Arguments => arguments.AsSpan(0, argumentCount);

    public EventOutcome Outcome { get; private set; }

    /// <summary>Gets the bits of the result; null for none.</summary>
    public long? Result { get; private set; }

    /// <summary>Gets why a call failed; empty where there is nothing to say.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Gets the address of what was read or written, or the bytes of the memory that has grown.</summary>
    public ulong Address { get; private set; }

    /// <summary>Gets how many bytes were read or written.</summary>
    public int ByteCount { get; private set; }

    /// <summary>Gets what was read or written until the next event is read; the hash of a secret that was read.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>Gets what hides the secrets; null where there are none, or no key.</summary>
    public SecretBox? Secrets => secrets;

    /// <summary>Reads the next event; of none the kind is <see cref="EventKind.None"/>.</summary>
    /// <exception cref="RecordingFormatException">It is not what was written.</exception>
    public void Next()
    {
        do
        {
            ReadOne();
        }
        while (Kind is EventKind.ImportName or EventKind.ExportName);
    }

    public void Dispose()
    {
        file.Dispose();
        secrets?.Dispose();
    }

    private void ReadOne()
    {
        if (at == block.Length)
        {
            block = Kind is EventKind.Ended or EventKind.Cut ? default : file.Next();
            at = 0;
            if (block.IsEmpty)
            {
                Kind = EventKind.None;
                IsSecret = false;
                return;
            }
        }

        byte kind = ReadByte();
        IsSecret = (kind & RecordingFormat.SecretFlag) != 0;
        Kind = (EventKind)(kind & ~RecordingFormat.SecretFlag);
        Number++;
        if ((Kind == EventKind.Header) != (Number == 0))
        {
            throw Broken();
        }

        ReadParts();
    }

    private void ReadParts()
    {
        switch (Kind)
        {
            case EventKind.Header:
                ReadHeader();
                break;
            case EventKind.ImportName:
                Require(imports.Count < RecordingFormat.MaxNames);
                imports.Add((ReadText(), ReadText(), ReadText()));
                break;
            case EventKind.ExportName:
                Require(exports.Count < RecordingFormat.MaxNames);
                exports.Add(ReadText());
                break;
            case EventKind.ImportBegan:
                Import = imports[ReadIndex(imports.Count)];
                InSecret(ReadArguments);
                break;
            case EventKind.ExportBegan:
                Export = exports[ReadIndex(exports.Count)];
                InSecret(ReadArguments);
                break;
            case EventKind.ImportEnded or EventKind.ExportEnded or EventKind.InstanceMade:
                InSecret(ReadEnd);
                break;
            case EventKind.Read or EventKind.Write:
                ReadMemory();
                break;
            case EventKind.Grown:
                Address = ReadNumber();
                break;
            case EventKind.Ended:
                Address = ReadNumber();
                Content = ReadBlob(64);
                break;
            case EventKind.Cut:
                Reason = ReadText();
                break;
            case EventKind.CallBegan or EventKind.InstanceBegan or EventKind.Stopped:
                break;
            default:
                throw Broken();
        }
    }

    private void ReadHeader()
    {
        Header = new RecordingHeader
        {
            Module = ReadText(),
            Sha256 = ReadText(),
            Toolkit = ReadText(),
            Wasmtime = ReadText(),
            Stack = (int)ReadAtMost(64 * 1024 * 1024),
            Memory = (long)ReadAtMost(1UL << 32),
            TableElements = (long)ReadAtMost(uint.MaxValue),
            Fuel = ReadByte() == 0 ? null : ReadNumber(),
            Salt = ReadBlob(SecretBox.SaltBytes).ToArray(),
            KeyCheck = ReadBlob(SecretBox.HashBytes).ToArray(),
        };
        if (Header.KeyCheck.Length > 0 && !key.IsEmpty)
        {
            secrets = new SecretBox(key.Span, Header.Salt);
            if (!secrets.Check.AsSpan().SequenceEqual(Header.KeyCheck))
            {
                throw new RecordingFormatException("The key is not the one that the recording was made with.");
            }
        }
    }

    private void ReadMemory()
    {
        Address = ReadNumber();
        ByteCount = (int)ReadAtMost(int.MaxValue);
        if (IsSecret && Kind == EventKind.Read)
        {
            Content = Take(SecretBox.HashBytes);
            return;
        }

        Memory<byte> content = Take(checked((int)ReadAtMost(RecordingFormat.BlockBytes)));
        if (IsSecret)
        {
            if (secrets is null)
            {
                Content = default;
                return;
            }

            content = content[..secrets.Open(content.Span).Length];
        }

        Require(content.Length == ByteCount);
        Content = content;
    }

    private void ReadArguments()
    {
        argumentCount = (int)ReadAtMost(RecordingFormat.MaxArguments);
        for (int i = 0; i < argumentCount; i++)
        {
            arguments[i] = (long)ReadNumber();
        }
    }

    private void ReadEnd()
    {
        Outcome = (EventOutcome)ReadAtMost((ulong)EventOutcome.Stopped);
        Result = ReadByte() == 0 ? null : (long)ReadNumber();
        Reason = ReadText();
    }

    /// <summary>Reads parts that are encrypted where the event is secret.</summary>
    private void InSecret(Action read)
    {
        if (!IsSecret)
        {
            read();
            return;
        }

        Memory<byte> hidden = Take((int)ReadAtMost(RecordingFormat.BlockBytes));
        argumentCount = 0;
        Result = null;
        Outcome = EventOutcome.Returned;
        Reason = "";
        if (secrets is null)
        {
            return;
        }

        (Memory<byte> outer, int outerAt) = (block, at);
        block = hidden[..secrets.Open(hidden.Span).Length];
        at = 0;
        read();
        Require(at == block.Length);
        (block, at) = (outer, outerAt);
    }

    private byte ReadByte() => Take(1).Span[0];

    private ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private ulong ReadAtMost(ulong most) => ReadNumber() is var value && value <= most ? value : throw Broken();

    private int ReadIndex(int count) => count > 0 ? (int)ReadAtMost((ulong)count - 1) : throw Broken();

    private Memory<byte> ReadBlob(int most) => Take((int)ReadAtMost((ulong)most));

    private string ReadText() => Encoding.UTF8.GetString(ReadBlob(RecordingFormat.NameBytes).Span);

    private Memory<byte> Take(int count)
    {
        Require(count <= block.Length - at);
        at += count;
        return block.Slice(at - count, count);
    }

    private void Require(bool isSound)
    {
        if (!isSound)
        {
            throw Broken();
        }
    }

    private RecordingFormatException Broken() => new($"Event {Number:N0} of the recording is not what was written.");
}
