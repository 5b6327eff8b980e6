using System.Buffers;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The names of topics and groups: they can be put together with any other character, and stay apart.</summary>
internal static class EventName
{
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(ReadOnlySpan<char> name) => name.Length is > 0 and <= MaxLength && !name.ContainsAnyExcept(Allowed);

    public static string Check(string? name, [CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(name, property);
        return IsValid(name)
            ? name
            : throw new ArgumentException(
                $"{UntrustedText.Quote(name)} is not 1 to {MaxLength} letters, digits, dots, hyphens and underscores.", property);
    }
}
