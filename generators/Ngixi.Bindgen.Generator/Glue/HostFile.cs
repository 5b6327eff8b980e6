using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>What the host's assembly has of an interface: its glue, the contract of its guests, and their stubs.</summary>
/// <remarks>All of it is one file: each run of the compiler compares the names of all files of a generator with each other.</remarks>
/// <param name="Head">The head of the file.</param>
/// <param name="Glue">The class that a person steps into.</param>
/// <param name="Failure">The reason why there is no file, or null.</param>
internal sealed record HostFile(
    HintName Name,
    string Head,
    string Glue,
    string GlueName,
    ContractDescriptor Contract,
    EquatableArray<StubFile> Stubs,
    Failure? Failure = null)
{
    /// <summary>Prints what there is of an interface of which nothing is recorded.</summary>
    public static HostFile Of(LoweredImports lowered, IEnumerable<GuestLanguage> languages)
    {
        ImportInterface contract = lowered.Source;
        HostContract host = ContractLimits.Of(contract);
        (string head, string glue) = GluePrinter.Print(lowered);
        return new HostFile(
            new HintName(contract.Name.Full),
            head,
            glue,
            contract.GlueName,
            new ContractDescriptor(contract.Name, contract.IsPublic, host.Shape.Text, host.LimitsText, default),
            languages.Select(language => language.Print(lowered, ContractMarker.ImportsOf(host.Shape))).ToEquatableArray());
    }

    /// <summary>What there is of an interface that nothing could be printed of.</summary>
    public static HostFile Failed(ImportInterface contract, Failure failure) => new(
        new HintName(contract.Name.Full),
        "",
        "",
        contract.GlueName,
        new ContractDescriptor(contract.Name, contract.IsPublic, "", "", default),
        default,
        failure);

    /// <summary>Adds what is recorded of the interface.</summary>
    public HostFile With(EquatableArray<RecordedContract> recorded) =>
        recorded.Count == 0 || Failure is not null ? this : this with { Contract = Contract.With(recorded) };

    /// <summary>Puts the file together: the contract, the glue, and last the stubs, in another language.</summary>
    public SourceFile Print()
    {
        CodeWriter writer = new("    ");
        writer.Lines(Head.TrimEnd('\n'));
        writer.Line();
        ContractPrinter.WriteContract(writer, Contract, GlueName);
        writer.Line();
        writer.Lines(Glue);
        writer.Line();
        ContractPrinter.WriteStubs(writer, Contract, GlueName, Stubs);
        return new SourceFile(Name, writer.Finish());
    }
}
