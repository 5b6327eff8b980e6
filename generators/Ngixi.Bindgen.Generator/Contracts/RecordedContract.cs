using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Contracts;

/// <summary>One contract of the project's contract file.</summary>
/// <param name="Shapes">What was recorded, the latest first.</param>
internal sealed record RecordedContract(string Name, EquatableArray<string> Shapes)
{
    public static bool IsFile(AdditionalText file) => file.Path.EndsWith(ContractFile.Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a contract file. One that cannot be read records nothing; the analyzer says so (NGX0015).</summary>
    public static EquatableArray<RecordedContract> Read(AdditionalText file, CancellationToken cancellation)
    {
        try
        {
            return ContractFile.Parse(file.GetText(cancellation)?.ToString() ?? "").Contracts
                .Select(contract => new RecordedContract(
                    contract.Current.Name,
                    new[] { contract.Current }.Concat(contract.Earlier).Select(shape => shape.Text).ToEquatableArray()))
                .ToEquatableArray();
        }
        catch (ContractFileException)
        {
            return default;
        }
    }
}
