using Ngixi.Bindgen.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Tells differences as sentences. All text of a guest is quoted.</summary>
internal static class ContractSentences
{
    /// <param name="change">The change.</param>
    /// <param name="host">The host's contract, which may be another than the guest's.</param>
    public static string Of(ContractChange change, string host)
    {
        string guest = $"The guest was built for {Quoted.Of(change.Contract)}";
        string place = change.Contract == host ? "" : $" in {Quoted.Of(host)}";
        return change.Kind switch
        {
            ContractChangeKind.Removed => $"{guest} with {ContractWords.Line(change.Before!)}, which the host does not have.",
            ContractChangeKind.Added when change.After is ContractFunction =>
                $"{guest} without {ContractWords.Line(change.After)}, which the host calls{place}.",
            ContractChangeKind.Added => $"{guest} without {ContractWords.Line(change.After!)}, which the host would hand it.",
            ContractChangeKind.Unknown => $"{guest}, whose {change.Words}.",
            _ =>
                $"{guest} with {ContractWords.Line(change.Before!)}; "
                + $"the host has {ContractWords.Line(change.After!)}{place}: {change.Words}.",
        };
    }

    /// <summary>A guest that does not say one thing of a contract.</summary>
    public static string Contradiction(string contract) =>
        $"The guest reports an incomplete or contradictory contract as {Quoted.Of(contract)}. Build it from the stubs of one host.";

    /// <summary>A guest that says more than is read.</summary>
    public static string TooLong(string subject) =>
        $"The guest says more about {subject} than a host reads, {GuestContracts.MaxLength:N0} characters.";

    /// <summary>A function's type, as <see cref="Native.FunctionType"/> writes it.</summary>
    public static string Signature(IEnumerable<ValueKind> parameters, IReadOnlyList<ValueKind> results) =>
        $"({Types(parameters)})" + (results.Count == 0 ? "" : $" -> {Types(results)}");

    private static string Types(IEnumerable<ValueKind> kinds) => string.Join(' ', kinds.Select(kind => kind switch
    {
        ValueKind.Int32 => "i32",
        ValueKind.Int64 => "i64",
        ValueKind.Float32 => "f32",
        ValueKind.Float64 => "f64",
        _ => kind.ToString(),
    }));
}
