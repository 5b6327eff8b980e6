using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ngixi.Bindgen.Generator.Analyzers;

internal static class OperationExtensions
{
    /// <summary>The operation itself, without what converts its value to another type.</summary>
    public static IOperation WithoutConversion(this IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}
