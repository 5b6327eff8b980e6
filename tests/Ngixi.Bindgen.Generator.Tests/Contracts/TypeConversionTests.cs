using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Glue;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>Each row of the table of conversions has what it needs elsewhere.</summary>
public sealed class TypeConversionTests
{
    public static TheoryData<string> Types => [.. TypeConversions.All.Select(conversion => conversion.Converter)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_row_has_a_word_of_contracts_and_a_converter_of_the_runtime(string converter)
    {
        TypeConversion row = TypeConversions.All.Single(row => row.Converter == converter);
        Assert.True(row.Word is null || ContractWords.IsBuiltIn(row.Word), $"{row.Word} is not a word of {nameof(ContractWords)}");
        Assert.True((row.Base is null) != (row.Collection is null));
        Assert.Null(GlueRequirements.HiddenName(Sources.Compile("")));
        Assert.Contains(GlueTypes.MetadataNames, name =>
            name.StartsWith($"Ngixi.Bindgen.Runtime.Conversions.{converter}", StringComparison.Ordinal));
    }
}
