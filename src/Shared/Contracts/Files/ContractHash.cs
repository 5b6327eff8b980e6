using System.Security.Cryptography;
using System.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Gives a shape its hash: the first 16 hexadecimal digits of SHA-256 over its name and lines.</summary>
internal static class ContractHash
{
    /// <summary>Makes the shape of these lines.</summary>
    public static ContractShape Shape(string name, IReadOnlyList<string> lines) => ContractShape.Of(name, Of(name, lines), lines);

    private static string Of(string name, IReadOnlyList<string> lines)
    {
        using SHA256 algorithm = SHA256.Create();
        byte[] hash = algorithm.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", new[] { name }.Concat(lines))));
        return string.Concat(hash.Take(8).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
