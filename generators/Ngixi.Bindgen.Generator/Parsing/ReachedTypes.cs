using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>A resource or enum that a method mentions.</summary>
internal readonly record struct TypeReference(INamedTypeSymbol Type, bool IsResult);

/// <summary>The resources and enums that an interface reaches, through its resources' methods too, in the order of their names.</summary>
internal sealed class ReachedTypes
{
    private readonly SortedDictionary<string, ResourceInterface> resources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, EnumDefinition> enums = new(StringComparer.Ordinal);

    private ReachedTypes()
    {
    }

    public EquatableArray<ResourceInterface> Resources => resources.Values.ToEquatableArray();

    public EquatableArray<EnumDefinition> Enums => enums.Values.ToEquatableArray();

    public static ReachedTypes From(string module, IReadOnlyList<TypeReference> references, CancellationToken cancellation)
    {
        ReachedTypes reached = new();
        Queue<TypeReference> open = new(references);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            TypeReference reference = open.Dequeue();
            foreach (TypeReference next in reached.Add(reference, module, cancellation))
            {
                open.Enqueue(next);
            }
        }

        return reached;
    }

    /// <summary>Adds a type and returns what it mentions in turn.</summary>
    private IEnumerable<TypeReference> Add(TypeReference reference, string module, CancellationToken cancellation)
    {
        string name = reference.Type.ToTypeName().Full;
        if (reference.Type.TypeKind == TypeKind.Enum)
        {
            if (!enums.ContainsKey(name))
            {
                enums.Add(name, EnumParser.Parse(reference.Type, cancellation));
            }

            return [];
        }

        if (resources.TryGetValue(name, out ResourceInterface? known) && (known.IsHandedOut || !reference.IsResult))
        {
            return [];
        }

        // The analyzer checks each resource by itself, where its source is.
        if (InterfaceParser.ParseResource(reference.Type, module, reference.IsResult, Violations.Ignored, cancellation, out IReadOnlyList<TypeReference> next) is { } resource)
        {
            resources[name] = resource;
        }

        // What a resource hands out is handed out here only where the resource is.
        return reference.IsResult ? next : [.. next.Select(mentioned => mentioned with { IsResult = false })];
    }
}
