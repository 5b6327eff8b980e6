using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Contracts;

/// <summary>What the glue of an interface says of its contract.</summary>
/// <param name="Text">The shape that the interface has.</param>
/// <param name="Limits">The limits of what guests pass.</param>
/// <param name="Earlier">The shapes of the contract file whose guests it still serves.</param>
internal sealed record ContractDescriptor(TypeName Name, bool IsPublic, string Text, string Limits, EquatableArray<string> Earlier)
{
    /// <summary>Finds the earlier shapes in what is recorded.</summary>
    public ContractDescriptor With(EquatableArray<RecordedContract> recorded)
    {
        ContractShape shape = ContractShape.Parse(Text);
        return this with
        {
            Earlier = recorded.Where(known => known.Name == shape.Name)
                .SelectMany(known => known.Shapes)
                .Where(text => text != shape.Text && ContractComparison.BreaksOf(ContractShape.Parse(text), shape).Count == 0)
                .Distinct()
                .ToEquatableArray(),
        };
    }
}
