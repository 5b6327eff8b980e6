using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>A resource or enum that a method mentions.</summary>
internal readonly record struct TypeReference(INamedTypeSymbol Type, bool IsResult);

/// <summary>The types that an interface reaches, through its resources' methods too, in the order of their names.</summary>
internal sealed class ReachedTypes
{
    private readonly ParseContext context;
    private readonly SortedDictionary<string, ResourceInterface> resources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, EnumDefinition> enums = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RecordDefinition> records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, UnionDefinition> unions = new(StringComparer.Ordinal);

    private ReachedTypes(ParseContext context) => this.context = context;

    public EquatableArray<ResourceInterface> Resources => resources.Values.ToEquatableArray();

    public EquatableArray<EnumDefinition> Enums => enums.Values.ToEquatableArray();

    public EquatableArray<RecordDefinition> Records => records.Values.ToEquatableArray();

    public EquatableArray<UnionDefinition> Unions => unions.Values.ToEquatableArray();

    public static ReachedTypes From(ParseContext context, string module, TypeParser types)
    {
        ReachedTypes reached = new(context.WithoutViolations());
        reached.AddDefinitions(types);
        Queue<TypeReference> open = new(types.References);
        while (open.Count > 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            TypeReference reference = open.Dequeue();
            foreach (TypeReference next in reached.Add(reference, module))
            {
                open.Enqueue(next);
            }
        }

        return reached;
    }

    private void AddDefinitions(TypeParser types)
    {
        foreach (RecordDefinition record in types.Records)
        {
            records[record.Name.Full] = record;
        }

        foreach (UnionDefinition union in types.Unions)
        {
            unions[union.Name.Full] = union;
        }
    }

    /// <summary>Adds a type and returns what it mentions in turn.</summary>
    private IEnumerable<TypeReference> Add(TypeReference reference, string module)
    {
        string name = context.NameOf(reference.Type).Full;
        if (reference.Type.TypeKind == TypeKind.Enum)
        {
            if (!enums.ContainsKey(name))
            {
                enums.Add(name, EnumParser.Parse(context, reference.Type));
            }

            return [];
        }

        if (resources.TryGetValue(name, out ResourceInterface? known) && (known.IsHandedOut || !reference.IsResult))
        {
            return [];
        }

        // The analyzer checks each resource by itself, where its source is.
        if (InterfaceParser.ParseResource(reference.Type, module, reference.IsResult, context, out TypeParser types) is { } resource)
        {
            resources[name] = resource;
        }

        AddDefinitions(types);

        // What a resource hands out is handed out here only where the resource is.
        return reference.IsResult ? types.References : [.. types.References.Select(mentioned => mentioned with { IsResult = false })];
    }
}
