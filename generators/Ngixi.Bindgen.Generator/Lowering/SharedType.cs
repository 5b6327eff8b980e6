using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>A type that several interfaces may use: it has one piece of glue and one stub.</summary>
internal abstract record SharedType(TypeName Name)
{
    public abstract TResult Accept<TResult>(ISharedTypeVisitor<TResult> visitor);

    /// <summary>The types of all interfaces, each once, in the order of their names.</summary>
    public static EquatableArray<SharedType> Of(IEnumerable<LoweredImports> imports, IEnumerable<LoweredExports> exports)
    {
        SortedDictionary<string, SharedType> types = new(StringComparer.Ordinal);
        foreach (LoweredExports export in exports)
        {
            Add(types, export.Types);
        }

        foreach (LoweredImports import in imports.OrderBy(import => import.Source.Name.Full, StringComparer.Ordinal))
        {
            Add(types, import.Types);
            foreach (LoweredResource resource in import.Resources)
            {
                // Its module is that of an interface that hands it out, rather than of one that only takes it.
                string name = resource.Source.Name.Full;
                if (!types.TryGetValue(name, out SharedType? known)
                    || (resource.Source.IsHandedOut && known is SharedResource { Resource.Source.IsHandedOut: false }))
                {
                    types[name] = new SharedResource(resource);
                }
            }
        }

        return types.Values.ToEquatableArray();
    }

    private static void Add(SortedDictionary<string, SharedType> types, LoweredTypes added)
    {
        IEnumerable<SharedType> all =
        [
            .. added.Enums.Select(definition => new SharedEnum(definition)),
            .. added.Records.Select(record => new SharedRecord(record)),
            .. added.Unions.Select(union => new SharedUnion(union)),
        ];
        foreach (SharedType type in all)
        {
            types[type.Name.Full] = type;
        }
    }
}

/// <summary>Does something for each kind of shared type.</summary>
internal interface ISharedTypeVisitor<out TResult>
{
    TResult Visit(SharedResource type);

    TResult Visit(SharedEnum type);

    TResult Visit(SharedRecord type);

    TResult Visit(SharedUnion type);
}

internal sealed record SharedResource(LoweredResource Resource) : SharedType(Resource.Source.Name)
{
    public override TResult Accept<TResult>(ISharedTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record SharedEnum(EnumDefinition Definition) : SharedType(Definition.Name)
{
    public override TResult Accept<TResult>(ISharedTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record SharedRecord(LoweredRecord Record) : SharedType(Record.Source.Name)
{
    public override TResult Accept<TResult>(ISharedTypeVisitor<TResult> visitor) => visitor.Visit(this);
}

internal sealed record SharedUnion(LoweredUnion Union) : SharedType(Union.Source.Name)
{
    public override TResult Accept<TResult>(ISharedTypeVisitor<TResult> visitor) => visitor.Visit(this);
}
