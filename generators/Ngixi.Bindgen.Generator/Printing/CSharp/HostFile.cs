using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Guests;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>What the host's assembly has of an interface: its glue, the contract of its guests, and their stubs.</summary>
/// <remarks>All of it is one file: each run of the compiler compares the names of all files of a generator with each other.</remarks>
internal sealed record HostFile(SourceFile Glue, string GlueName, ContractDescriptor Contract, EquatableArray<StubFile> Stubs)
{
    /// <summary>Prints what there is of an interface of which nothing is recorded.</summary>
    public static HostFile Of(LoweredImports lowered, IEnumerable<GuestLanguage> languages)
    {
        ImportInterface contract = lowered.Source;
        ContractShape shape = ContractText.ShapeOf(contract);
        return new HostFile(
            GluePrinter.Print(lowered),
            contract.GlueName,
            new ContractDescriptor(contract.Name, contract.IsPublic, shape.Text, default),
            languages.Select(language => language.Print(lowered, ContractMarker.ImportsOf(shape))).ToEquatableArray());
    }

    /// <summary>What there is of an interface that nothing could be printed of.</summary>
    public static HostFile Failed(ImportInterface contract, Failure failure) => new(
        new SourceFile(new HintName(contract.Name.Full), "", failure),
        contract.GlueName,
        new ContractDescriptor(contract.Name, contract.IsPublic, "", default),
        default);

    /// <summary>Adds what is recorded of the interface.</summary>
    public HostFile With(EquatableArray<RecordedContract> recorded) => recorded.Count == 0 || Glue.Failure is not null ? this : this with { Contract = Contract.With(recorded) };

    /// <summary>Puts the file together. It begins with what a person steps into.</summary>
    public SourceFile Print()
    {
        CodeWriter writer = new("    ");
        writer.Lines(Glue.Text);
        ContractPrinter.Write(writer, Contract, GlueName, Stubs);
        return Glue with { Text = writer.Finish() };
    }
}
