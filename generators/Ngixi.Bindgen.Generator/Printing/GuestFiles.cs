using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing.AssemblyScript;

namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>What guests of an interface get: what they are built against, and the stub that says so.</summary>
internal sealed record GuestFiles(ContractDescriptor Contract, StubFile Stub)
{
    /// <summary>Prints the stub of an interface of which nothing is recorded.</summary>
    public static GuestFiles Of(ImportInterface contract)
    {
        ContractShape shape = ContractText.ShapeOf(contract);
        return new GuestFiles(new ContractDescriptor(contract.Name, contract.IsPublic, shape.Text, default), StubPrinter.Print(contract, shape.Marker));
    }

    /// <summary>Adds what is recorded of the interface.</summary>
    public GuestFiles With(EquatableArray<RecordedContract> recorded) => recorded.Count == 0 ? this : this with { Contract = Contract.With(recorded) };
}
