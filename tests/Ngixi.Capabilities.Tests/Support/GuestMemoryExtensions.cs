using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Support;

/// <summary>Writes what calls need into the memory of a guest.</summary>
internal static class GuestMemoryExtensions
{
    /// <summary>Writes text in UTF-8.</summary>
    public static void Write(this RawGuest guest, int address, string text) => guest.Write(address, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes 32-bit words.</summary>
    public static void Words(this RawGuest guest, int address, params ReadOnlySpan<int> words) =>
        guest.Write(address, MemoryMarshal.AsBytes(words));
}
