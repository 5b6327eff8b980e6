using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>What guests may do by WASI: by default tell the time, have random numbers, and nothing else.</summary>
public sealed record WasiGrant
{
    /// <summary>Gets the arguments of the program; the first is its name by custom. None by default.</summary>
    /// <exception cref="ArgumentException">One has a NUL.</exception>
    public IReadOnlyList<string> Arguments { get; init => field = [.. value.Select(Checked)]; } = [];

    /// <summary>Gets the variables of its environment. None by default: those of the host are not passed on.</summary>
    /// <exception cref="ArgumentException">A name is empty or has a <c>=</c>, or one has a NUL.</exception>
    public IReadOnlyDictionary<string, string> Environment { get; init => field = Checked(value); } = new Dictionary<string, string>();

    /// <summary>Gets what the guest reads on its standard input. Nothing by default.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Gets where its standard output goes. Nowhere by default.</summary>
    public WasiOutput Output { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = WasiOutput.Nowhere;

    /// <summary>Gets where its standard error goes. Nowhere by default.</summary>
    public WasiOutput Error { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = WasiOutput.Nowhere;

    /// <summary>Gets the bytes that it writes to both in one call of the host; 16 MiB by default.</summary>
    public long MaxOutputBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 16 * 1024 * 1024;

    /// <summary>Gets the clock, for the time and for waits. The system's by default.</summary>
    public ClockGrant Clock { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Gets the random numbers. The system's by default.</summary>
    public RandomGrant Random { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Gets the files. None by default.</summary>
    public GuestFiles Files { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    private static string Checked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw new ArgumentException("An argument or a variable has a NUL, at which it would end for the guest.");
    }

    private static Dictionary<string, string> Checked(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        Dictionary<string, string> copy = new(StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
            {
                throw new ArgumentException($"The name of a variable, \"{name}\", is empty or has a \"=\", at which it would end.");
            }

            copy.Add(Checked(name), Checked(value));
        }

        return copy;
    }
}
