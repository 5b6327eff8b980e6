using System.Text;

namespace Ngixi.Wasi;

/// <summary>Puts lines together of what a guest writes in pieces, which may end within a character.</summary>
internal sealed class LineWriter(Action<string> write) : WasiWriter
{
    private readonly List<byte> begun = [];

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> part = end < 0 ? bytes : bytes[..end];
            int room = WasiOutput.MaxLineBytes - begun.Count;
            if (part.Length > room)
            {
                // The next piece begins with a whole character, unless there is none.
                int cut = room;
                while (cut > 0 && room - cut < 4 && (part[cut] & 0xC0) == 0x80)
                {
                    cut--;
                }

                cut = cut > 0 ? cut : room;
                Emit(part[..cut], isWhole: false);
                bytes = bytes[cut..];
            }
            else if (end < 0)
            {
                begun.AddRange(part);
                return;
            }
            else
            {
                Emit(part, isWhole: true);
                bytes = bytes[(end + 1)..];
            }
        }
    }

    public override void Flush()
    {
        if (begun.Count > 0)
        {
            Emit([], isWhole: false);
        }
    }

    private void Emit(ReadOnlySpan<byte> rest, bool isWhole)
    {
        byte[]? joined = null;
        if (begun.Count > 0)
        {
            begun.AddRange(rest);
            joined = [.. begun];
            begun.Clear();
        }

        ReadOnlySpan<byte> line = joined ?? rest;
        write(Encoding.UTF8.GetString(isWhole && line is [.., (byte)'\r'] ? line[..^1] : line));
    }
}
