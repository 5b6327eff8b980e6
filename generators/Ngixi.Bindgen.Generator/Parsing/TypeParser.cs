using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Tells how a C# type crosses, or why it does not.</summary>
internal static class TypeParser
{
    private const string Supported =
        "use a bool, a number, char, an enum, string, Guid, DateTimeOffset, TimeSpan, an array or span of numbers, an interface with [WasmResource], or a task of one of these";

    /// <summary>Reads the type of a parameter.</summary>
    public static BindingType? ParseParameter(ITypeSymbol type, out string hint)
    {
        if (type is INamedTypeSymbol named)
        {
            if (named.IsNamed(KnownNames.GuestContext))
            {
                hint = "";
                return new ContextType();
            }

            if (named.IsNamed("System.Threading.CancellationToken"))
            {
                hint = "";
                return new CancellationType();
            }

            if (CompletionOf(named) != Completion.Synchronous)
            {
                hint = "a guest has no tasks; take the value itself";
                return null;
            }
        }

        return ParseValue(type, out hint);
    }

    /// <summary>Reads the type of a result, and unwraps a task.</summary>
    public static BindingType? ParseResult(ITypeSymbol type, out Completion completion, out string hint)
    {
        completion = Completion.Synchronous;
        if (type is INamedTypeSymbol named && CompletionOf(named) is var found && found != Completion.Synchronous)
        {
            completion = found;
            if (named.TypeArguments.Length == 0)
            {
                hint = "";
                return new VoidType();
            }

            type = named.TypeArguments[0];
        }

        if (type.SpecialType == SpecialType.System_Void)
        {
            hint = "";
            return new VoidType();
        }

        BindingType? result = ParseValue(type, out hint);
        if (result is SequenceType { Form: SequenceForm.Span })
        {
            hint = "return a ReadOnlySpan<T> or an array";
            return null;
        }

        return result;
    }

    private static BindingType? ParseValue(ITypeSymbol type, out string hint)
    {
        hint = "";
        bool isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type.SpecialType == SpecialType.System_String)
        {
            return new TextType(TextForm.String, isNullable);
        }

        if (ScalarOf(type) is { } scalar)
        {
            return new ScalarType(scalar);
        }

        return type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => ParseSequence(array.ElementType, SequenceForm.Array, isNullable, out hint),
            INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration => new EnumType(enumeration.ToTypeName(), ScalarOf(enumeration.EnumUnderlyingType!)!.Value),
            INamedTypeSymbol { Name: "DateTimeOffset" } instant when instant.IsNamed("System.DateTimeOffset") => new InstantType(),
            INamedTypeSymbol { Name: "TimeSpan" } duration when duration.IsNamed("System.TimeSpan") => new DurationType(),
            INamedTypeSymbol { Name: "Guid" } guid when guid.IsNamed("System.Guid") => new GuidType(),
            INamedTypeSymbol { TypeKind: TypeKind.Interface } resource when resource.FindAttribute(KnownNames.WasmResource) is not null && !resource.IsGenericType =>
                new ResourceType(resource.ToTypeName(), isNullable),
            INamedTypeSymbol { TypeArguments.Length: 1 } generic when FormOf(generic) is { } form => ParseSequence(generic.TypeArguments[0], form, isNullable: false, out hint),
            _ => Unsupported(HintFor(type), out hint),
        };
    }

    private static BindingType? ParseSequence(ITypeSymbol element, SequenceForm form, bool isNullable, out string hint)
    {
        hint = "";
        return ScalarOf(element) switch
        {
            Scalar.Char when form == SequenceForm.ReadOnlySpan => new TextType(TextForm.ReadOnlySpan, IsNullable: false),
            Scalar.Char => Unsupported("use string or ReadOnlySpan<char>", out hint),
            Scalar.Boolean => Unsupported("use bytes", out hint),
            { } number => new SequenceType(number, form, isNullable),
            null => Unsupported("only sequences of numbers can", out hint),
        };
    }

    private static BindingType? Unsupported(string reason, out string hint)
    {
        hint = reason;
        return null;
    }

    private static string HintFor(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Decimal } => "use a double, or a string",
        { SpecialType: SpecialType.System_DateTime } => "use a DateTimeOffset",
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => "its size differs between host and guest; use an int or a long",
        { TypeKind: TypeKind.Interface } when type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) != true =>
            "mark the interface with [WasmResource] to hand its objects out by handle",
        { TypeKind: TypeKind.Delegate } => "a guest cannot hold a host's function; hand out an interface with [WasmResource]",
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "only strings, arrays and resources can be null",
        _ => Supported,
    };

    private static Completion CompletionOf(INamedTypeSymbol type) => type.Name switch
    {
        "Task" when type.IsNamed("System.Threading.Tasks.Task") => Completion.Task,
        "ValueTask" when type.IsNamed("System.Threading.Tasks.ValueTask") => Completion.ValueTask,
        _ => Completion.Synchronous,
    };

    private static SequenceForm? FormOf(INamedTypeSymbol type) => type.Name switch
    {
        "ReadOnlySpan" when type.IsNamed("System.ReadOnlySpan") => SequenceForm.ReadOnlySpan,
        "Span" when type.IsNamed("System.Span") => SequenceForm.Span,
        "ReadOnlyMemory" when type.IsNamed("System.ReadOnlyMemory") => SequenceForm.ReadOnlyMemory,
        _ => null,
    };

    public static Scalar? ScalarOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => Scalar.Boolean,
        SpecialType.System_SByte => Scalar.SByte,
        SpecialType.System_Byte => Scalar.Byte,
        SpecialType.System_Int16 => Scalar.Int16,
        SpecialType.System_UInt16 => Scalar.UInt16,
        SpecialType.System_Char => Scalar.Char,
        SpecialType.System_Int32 => Scalar.Int32,
        SpecialType.System_UInt32 => Scalar.UInt32,
        SpecialType.System_Int64 => Scalar.Int64,
        SpecialType.System_UInt64 => Scalar.UInt64,
        SpecialType.System_Single => Scalar.Single,
        SpecialType.System_Double => Scalar.Double,
        _ => null,
    };
}
