using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Tells how a C# type crosses, or why it does not.</summary>
/// <remarks>It keeps the definitions of what the types mention: one parser reads all methods of an interface.</remarks>
internal sealed class TypeParser
{
    private const string Supported =
        "use a bool, a number, char, an enum, string, Guid, DateTimeOffset, TimeSpan, a record, an array, span or IReadOnlyList<T> of one of these, an IReadOnlyDictionary<string, T>, or an interface with [WasmResource]";

    private readonly List<TypeReference> references = [];
    private readonly RecordParser records;

    public TypeParser(CancellationToken cancellation) => records = new RecordParser(this, cancellation);

    /// <summary>Gets the resources and enums that were mentioned.</summary>
    public IReadOnlyList<TypeReference> References => references;

    public IEnumerable<RecordDefinition> Records => records.Records;

    public IEnumerable<UnionDefinition> Unions => records.Unions;

    /// <summary>Reads the enum of a method's errors.</summary>
    public EnumType ParseErrors(INamedTypeSymbol type) => ParseEnum(type);

    /// <summary>Reads the type of a parameter.</summary>
    public BindingType? ParseParameter(ITypeSymbol type, out string hint)
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

        return ParseValue(type, isResult: false, out hint);
    }

    /// <summary>Reads the type of a result, and unwraps a task.</summary>
    public BindingType? ParseResult(ITypeSymbol type, out Completion completion, out string hint)
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

        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return ParseTuple(tuple, out hint);
        }

        BindingType? result = ParseValue(type, isResult: true, out hint);
        if (result is SequenceType { Form: SequenceForm.Span })
        {
            hint = "return a ReadOnlySpan<T> or an array";
            return null;
        }

        return result;
    }

    /// <summary>Reads a type that is stored in memory: of a record's property, a list's item.</summary>
    public BindingType? ParseStored(ITypeSymbol type, out string hint) => ParseValue(type, isResult: false, out hint) switch
    {
        ResourceType => Unsupported("return resources one by one, from a method", out hint),
        TextType { Form: TextForm.ReadOnlySpan } or SequenceType { Form: SequenceForm.ReadOnlySpan or SequenceForm.Span } => Unsupported("a span lives as long as a call; use an array", out hint),
        { } stored => stored,
        null => null,
    };

    private BindingType? ParseValue(ITypeSymbol type, bool isResult, out string hint)
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

        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                return ParseSequence(array.ElementType, SequenceForm.Array, isNullable, out hint);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return ParseNullable(nullable.TypeArguments[0], out hint);
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration:
                return ParseEnum(enumeration);
            case INamedTypeSymbol { Name: "DateTimeOffset" } instant when instant.IsNamed("System.DateTimeOffset"):
                return new InstantType();
            case INamedTypeSymbol { Name: "TimeSpan" } duration when duration.IsNamed("System.TimeSpan"):
                return new DurationType();
            case INamedTypeSymbol { Name: "Guid" } guid when guid.IsNamed("System.Guid"):
                return new GuidType();
            case INamedTypeSymbol { IsTupleType: true }:
                return Unsupported("only a result can be a tuple; use a record", out hint);
            case INamedTypeSymbol { TypeArguments.Length: 1 } generic when FormOf(generic) is { } form:
                return ParseSequence(generic.TypeArguments[0], form, isNullable && form == SequenceForm.ReadOnlyList, out hint);
            case INamedTypeSymbol { Name: "IReadOnlyDictionary", TypeArguments.Length: 2 } dictionary when dictionary.IsNamed("System.Collections.Generic.IReadOnlyDictionary"):
                return ParseDictionary(dictionary, isNullable, out hint);
            case INamedTypeSymbol { TypeKind: TypeKind.Interface, IsGenericType: false } resource when resource.FindAttribute(KnownNames.WasmResource) is not null:
                references.Add(new TypeReference(resource, isResult));
                return new ResourceType(resource.ToTypeName(), isNullable);
            case INamedTypeSymbol { IsRecord: true } record:
                return records.Parse(record, isNullable && !record.IsValueType, out hint);
            default:
                return Unsupported(HintFor(type), out hint);
        }
    }

    private EnumType ParseEnum(INamedTypeSymbol type)
    {
        references.Add(new TypeReference(type, IsResult: false));
        return new EnumType(type.ToTypeName(), ScalarOf(type.EnumUnderlyingType!)!.Value);
    }

    private BindingType? ParseNullable(ITypeSymbol type, out string hint) => type is INamedTypeSymbol { IsRecord: true } record
        ? records.Parse(record, isNullable: true, out hint)
        : ParseNullableValue(type, out hint);

    private BindingType? ParseNullableValue(ITypeSymbol type, out string hint) => ParseValue(type, isResult: false, out hint) switch
    {
        SequenceType => Unsupported("use an array, which can be null", out hint),
        { } value => new OptionalType(value),
        null => null,
    };

    private TupleType? ParseTuple(INamedTypeSymbol tuple, out string hint)
    {
        hint = "";
        List<StoredField> fields = [];
        foreach (IFieldSymbol element in tuple.TupleElements)
        {
            if (ParseStored(element.Type, out hint) is not { } type)
            {
                hint = $"its '{element.Name}' is '{element.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}': {hint}";
                return null;
            }

            fields.Add(RecordParser.Field(element.Name, type));
        }

        return TupleOf(fields);
    }

    /// <summary>Reads the type of an export's parameter: the host passes a copy of whatever is stored, and of views.</summary>
    public BindingType? ParseExportParameter(ITypeSymbol type, out string hint) => type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments.Length: 1 }
        ? ParseValue(type, isResult: false, out hint)
        : ParseStored(type, out hint);

    /// <summary>Reads the type of an export's result.</summary>
    public BindingType? ParseExportResult(ITypeSymbol type, out string hint)
    {
        hint = "";
        return type switch
        {
            { SpecialType: SpecialType.System_Void } => new VoidType(),
            INamedTypeSymbol named when CompletionOf(named) != Completion.Synchronous => Unsupported("a guest's export has run when the call returns; return the value itself", out hint),
            INamedTypeSymbol { IsTupleType: true } tuple => ParseTuple(tuple, out hint),
            _ => ParseStored(type, out hint),
        };
    }

    /// <summary>Several arguments in one block.</summary>
    public StoredFields Arrange(IEnumerable<MethodParameter> parameters) => records.Arrange(parameters.Select(parameter => RecordParser.Field(parameter.Name, parameter.Type)));

    /// <summary>Several results in one.</summary>
    public TupleType TupleOf(IEnumerable<StoredField> fields) => new(records.Arrange(fields));

    private BindingType? ParseSequence(ITypeSymbol element, SequenceForm form, bool isNullable, out string hint)
    {
        hint = "";
        switch (ScalarOf(element))
        {
            case Scalar.Char when form == SequenceForm.ReadOnlySpan:
                return new TextType(TextForm.ReadOnlySpan, IsNullable: false);
            case Scalar.Char:
                return Unsupported("use string or ReadOnlySpan<char>", out hint);
            case Scalar.Boolean or null when form is not (SequenceForm.Array or SequenceForm.ReadOnlyList):
                return Unsupported("only numbers have spans; use an IReadOnlyList<T>", out hint);
            case { } number and not Scalar.Boolean:
                return new SequenceType(number, form, isNullable);
        }

        using (records.Indirection())
        {
            return ParseStored(element, out hint) is { } item
                ? new ListType(item, form == SequenceForm.Array ? ListForm.Array : ListForm.ReadOnlyList, isNullable)
                : InItem(element, ref hint);
        }
    }

    private BindingType? ParseDictionary(INamedTypeSymbol dictionary, bool isNullable, out string hint)
    {
        if (dictionary.TypeArguments[0] is not { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated })
        {
            return Unsupported("the keys must be strings", out hint);
        }

        using (records.Indirection())
        {
            ITypeSymbol value = dictionary.TypeArguments[1];
            return ParseStored(value, out hint) is { } type ? new DictionaryType(type, isNullable) : InItem(value, ref hint);
        }
    }

    private static BindingType? InItem(ITypeSymbol item, ref string hint)
    {
        hint = $"its item '{item.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' cannot: {hint}";
        return null;
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
        INamedTypeSymbol { Name: "List" or "IList" or "ICollection" or "IEnumerable" or "IReadOnlyCollection" or "ImmutableArray", TypeArguments.Length: 1 } => "use an IReadOnlyList<T> or an array",
        INamedTypeSymbol { Name: "Dictionary" or "IDictionary" or "ImmutableDictionary" or "FrozenDictionary", TypeArguments.Length: 2 } => "use an IReadOnlyDictionary<string, T>",
        { TypeKind: TypeKind.Class or TypeKind.Struct } when type.Locations.Any(location => location.IsInSource) => "make it a record",
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
        "IReadOnlyList" when type.IsNamed("System.Collections.Generic.IReadOnlyList") => SequenceForm.ReadOnlyList,
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
