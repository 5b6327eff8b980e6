using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Tells how a C# type crosses, or why it does not.</summary>
/// <remarks>It keeps the definitions of what the types mention: one parser reads all methods of an interface.</remarks>
internal sealed class TypeParser
{
    private readonly List<TypeReference> references = [];
    private readonly ParseContext context;
    private readonly RecordParser records;

    public TypeParser(ParseContext context)
    {
        this.context = context;
        records = new RecordParser(this, context);
    }

    /// <summary>Gets the resources and enums that were mentioned.</summary>
    public IReadOnlyList<TypeReference> References => references;

    public IEnumerable<RecordDefinition> Records => records.Records;

    public IEnumerable<UnionDefinition> Unions => records.Unions;

    /// <summary>Reads the enum of a method's errors.</summary>
    public EnumType ParseErrors(INamedTypeSymbol type) => Refer(type);

    /// <summary>Reads the type of a parameter.</summary>
    public BindingType? ParseParameter(ITypeSymbol type, out Refusal refusal)
    {
        refusal = default;
        if (type is INamedTypeSymbol named)
        {
            if (named.IsNamed(KnownNames.GuestContext))
            {
                return new FilledType(Filling.Context);
            }

            if (named.IsNamed("System.Threading.CancellationToken"))
            {
                return new FilledType(Filling.Cancellation);
            }

            if (CompletionOf(named) != Completion.Synchronous)
            {
                return Refuse("guests have no tasks; take the value itself", out refusal);
            }
        }

        return ParseValue(type, isResult: false, out refusal);
    }

    /// <summary>Reads the type of a result, and unwraps a task.</summary>
    public BindingType? ParseResult(ITypeSymbol type, out Completion completion, out Refusal refusal)
    {
        completion = Completion.Synchronous;
        refusal = default;
        if (type is INamedTypeSymbol named && CompletionOf(named) is var found && found != Completion.Synchronous)
        {
            completion = found;
            if (named.TypeArguments.Length == 0)
            {
                return new VoidType();
            }

            type = named.TypeArguments[0];
        }

        if (type.SpecialType == SpecialType.System_Void)
        {
            return new VoidType();
        }

        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return ParseTuple(tuple, out refusal);
        }

        return ParseValue(type, isResult: true, out refusal) switch
        {
            SequenceType { Form: SequenceForm.Span } => Refuse("return a ReadOnlySpan<T> or an array", out refusal),
            { } result => result,
            null => null,
        };
    }

    /// <summary>Reads a type that is stored in memory: of a record's property, a list's item.</summary>
    public BindingType? ParseStored(ITypeSymbol type, out Refusal refusal) => ParseValue(type, isResult: false, out refusal) switch
    {
        ResourceType or NullableType { Value: ResourceType } => Refuse("return one resource, as the only result of a method", out refusal),
        TextType { Form: TextForm.ReadOnlySpan } or SequenceType { Form: SequenceForm.ReadOnlySpan or SequenceForm.Span } =>
            Refuse("a span lives as long as a call; use an array", out refusal),
        { } stored => stored,
        null => null,
    };

    /// <summary>Reads the type of an export's parameter: the host passes a copy of whatever is stored, and of views.</summary>
    public BindingType? ParseExportParameter(ITypeSymbol type, out Refusal refusal) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments.Length: 1 }
            ? ParseValue(type, isResult: false, out refusal)
            : ParseStored(type, out refusal);

    /// <summary>Reads the type of an export's result.</summary>
    public BindingType? ParseExportResult(ITypeSymbol type, out Refusal refusal)
    {
        refusal = default;
        return type switch
        {
            { SpecialType: SpecialType.System_Void } => new VoidType(),
            INamedTypeSymbol named when CompletionOf(named) != Completion.Synchronous =>
                Refuse("an export has completed when the call returns; return the value itself", out refusal),
            INamedTypeSymbol { IsTupleType: true } tuple => ParseTuple(tuple, out refusal),
            _ => ParseStored(type, out refusal),
        };
    }

    private BindingType? ParseValue(ITypeSymbol type, bool isResult, out Refusal refusal)
    {
        refusal = default;
        bool isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type.SpecialType == SpecialType.System_String)
        {
            return OrNull(new TextType(TextForm.String), isNullable);
        }

        if (ScalarOf(type) is { } scalar)
        {
            return new ScalarType(scalar);
        }

        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                return ParseSequence(array.ElementType, SequenceForm.Array, isNullable, out refusal);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return ParseNullable(nullable.TypeArguments[0], out refusal);
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration:
                return ParseEnum(enumeration, out refusal);
            case INamedTypeSymbol { Name: "Guid" } guid when guid.IsNamed("System.Guid"):
                return new GuidType();
            case INamedTypeSymbol { IsTupleType: true }:
                return Refuse("only a result can be a tuple; use a record", out refusal);
            case INamedTypeSymbol { TypeArguments.Length: 1 } generic when FormOf(generic) is { } form:
                return ParseSequence(generic.TypeArguments[0], form, isNullable && form == SequenceForm.ReadOnlyList, out refusal);
            case INamedTypeSymbol { Name: "IReadOnlyDictionary", TypeArguments.Length: 2 } dictionary
                when dictionary.IsNamed("System.Collections.Generic.IReadOnlyDictionary"):
                return ParseDictionary(dictionary, isNullable, out refusal);
            case INamedTypeSymbol { Arity: 0 } converted
                when TypeConversions.Find(converted.ToTypeName().Full) is { Base: { } crossesAs } conversion:
                return OrNull(new ConvertedType(conversion, crossesAs, Item: null), isNullable && !conversion.IsValueType);
            case INamedTypeSymbol { Arity: > 0 } converted
                when TypeConversions.Find(converted.ToTypeName().Full) is { Collection: { } collection } conversion:
                return OrNull(ParseCollection(converted, conversion, collection, out refusal), isNullable && !conversion.IsValueType);
            case INamedTypeSymbol { TypeKind: TypeKind.Interface } resource
                when resource.FindAttribute(KnownNames.WasmResource) is not null:
                return ParseResource(resource, isResult, isNullable, out refusal);
            case INamedTypeSymbol record when record.IsDataType():
                return OrNull(records.Parse(record, isNullable && !record.IsValueType, out refusal), isNullable && !record.IsValueType);
            case { TypeKind: TypeKind.Error }:
                // The compiler says it.
                refusal = Refusal.Reported;
                context.Violations.Skip();
                return null;
            default:
                return Refuse(TypeHints.For(type), out refusal);
        }
    }

    private BindingType? ParseResource(INamedTypeSymbol type, bool isResult, bool isNullable, out Refusal refusal)
    {
        refusal = default;
        if (ProblemOf(type) is { } problem)
        {
            return Refuse(problem, out refusal);
        }

        references.Add(new TypeReference(type, isResult));
        return OrNull(new ResourceType(context.NameOf(type)), isNullable);
    }

    private BindingType? ParseEnum(INamedTypeSymbol type, out Refusal refusal)
    {
        refusal = default;
        return ProblemOf(type) is { } problem ? Refuse(problem, out refusal) : Refer(type);
    }

    private EnumType Refer(INamedTypeSymbol type)
    {
        references.Add(new TypeReference(type, IsResult: false));
        return new EnumType(context.NameOf(type), ScalarOf(type.EnumUnderlyingType!)!.Value);
    }

    /// <summary>Says why the glue cannot name a type of the user, or returns null.</summary>
    public static string? ProblemOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeParameters.Length > 0)
            {
                return SymbolEqualityComparer.Default.Equals(outer, type)
                    ? "it is generic; declare a type for each type argument"
                    : $"it is nested in the generic '{outer.Name}'; move it out";
            }
        }

        return type.IsAccessibleInAssembly() ? null : "the glue cannot access it; make it and the types around it internal or public";
    }

    private BindingType? ParseNullable(ITypeSymbol type, out Refusal refusal) => type is INamedTypeSymbol record && record.IsDataType()
        ? OrNull(records.Parse(record, isNullable: true, out refusal), isNullable: true)
        : ParseNullableValue(type, out refusal);

    private BindingType? ParseNullableValue(ITypeSymbol type, out Refusal refusal) => ParseValue(type, isResult: false, out refusal) switch
    {
        SequenceType => Refuse("use an array, which can be null", out refusal),
        { } value => new NullableType(value),
        null => null,
    };

    private BindingType? ParseTuple(INamedTypeSymbol tuple, out Refusal refusal)
    {
        refusal = default;
        if (tuple.TupleElements.Length < 2)
        {
            return Refuse("a tuple has two elements or more; return the value itself", out refusal);
        }

        List<RecordField> fields = [];
        List<string> reasons = [];
        foreach (IFieldSymbol element in tuple.TupleElements)
        {
            if (ParseStored(element.Type, out Refusal part) is { } type)
            {
                fields.Add(new RecordField(element.Name, type));
            }
            else if (part.Reason is { } reason)
            {
                reasons.Add($"its '{element.Name}' is '{Display(element.Type)}': {reason}");
            }
        }

        return reasons.Count > 0 ? Refuse(string.Join("; ", reasons), out refusal)
            : fields.Count == tuple.TupleElements.Length ? new TupleType(fields.ToEquatableArray())
            : null;
    }

    private BindingType? ParseSequence(ITypeSymbol element, SequenceForm form, bool isNullable, out Refusal refusal)
    {
        refusal = default;
        switch (ScalarOf(element))
        {
            case Scalar.Char when form == SequenceForm.ReadOnlySpan:
                return new TextType(TextForm.ReadOnlySpan);
            case Scalar.Char when form == SequenceForm.ReadOnlyMemory:
                return new ConvertedType(TypeConversions.Characters, new TextType(TextForm.String), Item: null);
            case Scalar.Char:
                return Refuse("use string or ReadOnlySpan<char>", out refusal);
            case null or Scalar.Boolean or Scalar.DateTimeOffset or Scalar.TimeSpan
                when form is not (SequenceForm.Array or SequenceForm.ReadOnlyList):
                return Refuse("only numbers have spans; use an IReadOnlyList<T>", out refusal);
            case { } number when IsNumber(number):
                return OrNull(new SequenceType(number, form), isNullable);
        }

        using (records.Indirection())
        {
            return ParseStored(element, out refusal) is { } item
                ? OrNull(new ListType(item, form == SequenceForm.Array ? ListForm.Array : ListForm.ReadOnlyList), isNullable)
                : InItem(element, ref refusal);
        }
    }

    private BindingType? ParseDictionary(INamedTypeSymbol dictionary, bool isNullable, out Refusal refusal)
    {
        if (ParseKey(dictionary.TypeArguments[0], out refusal) is not { } key)
        {
            return null;
        }

        using (records.Indirection())
        {
            ITypeSymbol value = dictionary.TypeArguments[1];
            return ParseStored(value, out refusal) is { } type
                ? OrNull(new DictionaryType(key, type), isNullable)
                : InItem(value, ref refusal);
        }
    }

    private BindingType? ParseKey(ITypeSymbol type, out Refusal refusal)
    {
        refusal = default;
        return ScalarOf(type) switch
        {
            { } scalar when IsNumber(scalar) && scalar is not (Scalar.Single or Scalar.Double) => new ScalarType(scalar),
            null when type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated } =>
                new TextType(TextForm.String),
            null when type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration => ParseEnum(enumeration, out refusal),
            _ => Refuse("use string, integer or enum keys", out refusal),
        };
    }

    private ConvertedType? ParseCollection(
        INamedTypeSymbol type, TypeConversion conversion, CollectionBase collection, out Refusal refusal) =>
        collection switch
        {
            CollectionBase.Array => ParseSequence(type.TypeArguments[0], SequenceForm.Array, isNullable: false, out refusal),
            CollectionBase.ReadOnlyList => ParseSequence(type.TypeArguments[0], SequenceForm.ReadOnlyList, isNullable: false, out refusal),
            CollectionBase.Dictionary => ParseDictionary(type, isNullable: false, out refusal),
        } switch
        {
            SequenceType numbers => new ConvertedType(conversion, numbers, new ScalarType(numbers.Element)),
            ListType list => new ConvertedType(conversion, list, list.Element),
            DictionaryType dictionary => new ConvertedType(conversion, dictionary, dictionary.Value),
            _ => null,
        };

    private static BindingType? OrNull(BindingType? type, bool isNullable) =>
        type is not null && isNullable ? new NullableType(type) : type;

    /// <summary>Gets whether a sequence of it is one of numbers, whose memory is that of C#.</summary>
    private static bool IsNumber(Scalar scalar) =>
        scalar is not (Scalar.Boolean or Scalar.Char or Scalar.DateTimeOffset or Scalar.TimeSpan);

    private static BindingType? InItem(ITypeSymbol item, ref Refusal refusal)
    {
        refusal = refusal.Within($"its item '{Display(item)}' cannot cross: ");
        return null;
    }

    private static BindingType? Refuse(string reason, out Refusal refusal)
    {
        refusal = new Refusal(reason);
        return null;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Gets whether a type is a task, and which.</summary>
    public static Completion CompletionOf(INamedTypeSymbol type) => type.Name switch
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
        _ when type is INamedTypeSymbol { Name: "DateTimeOffset" } instant && instant.IsNamed("System.DateTimeOffset") =>
            Scalar.DateTimeOffset,
        _ when type is INamedTypeSymbol { Name: "TimeSpan" } duration && duration.IsNamed("System.TimeSpan") => Scalar.TimeSpan,
        _ => null,
    };
}
