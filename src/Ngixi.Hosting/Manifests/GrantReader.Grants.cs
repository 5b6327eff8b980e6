using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Grants;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting;

/// <content>What is read of grants by this library alone.</content>
public sealed partial class GrantReader
{
    /// <summary>Reads <c>why</c> and <c>optional</c>, which each grant may have.</summary>
    /// <param name="isEntry">Whether it is an entry of a list.</param>
    /// <returns>Why the grant is left out; null where it is not.</returns>
    internal string? ReadHead(bool isEntry)
    {
        Why = Text("why", isEntry ? "Why the module needs it." : "Why the module needs it, for those who read the manifest.", "");
        bool isOptional = Flag("optional", "Whether it is left out where a variable that it names is missing or empty.");
        return isOptional && scope.MissingIn(node) is { } missing ? $"the variable {missing} is missing or empty" : null;
    }

    /// <summary>Gets what <c>why</c> says; empty for nothing.</summary>
    internal string Why { get; private set; } = "";

    /// <summary>Reads the object as a record, by System.Text.Json: members in <c>camelCase</c>, unknown ones refused.</summary>
    /// <returns>The record; null where it is wrong.</returns>
    [RequiresDynamicCode("System.Text.Json reads the record by reflection.")]
    [RequiresUnreferencedCode("System.Text.Json reads the record by reflection.")]
    internal T? Record<T>()
    {
        if (scope.IsDescribing)
        {
            Shape.Record = RecordReader.Schema<T>();
            return default;
        }

        Shape.Record = true;
        T? value = RecordReader.Read<T>(
            node,
            (path, text) => Resolve($"{Path}{path}", text),
            (path, culprit, finding) => scope.Findings.Add(culprit?.Offset ?? offset, $"{Path}{path} {finding}"));
        return value;
    }

    /// <summary>Reads what is granted.</summary>
    internal (Dictionary<string, GuestGrant> Grants, Dictionary<string, string> LeftOut) Grants(string name, string about)
    {
        ManifestShape shape = new();
        Shape.Add(new ManifestField(name, FieldKind.Object, about) { Shape = shape });
        ManifestNode? value = Find(name);
        if (value is not null and not ManifestObject)
        {
            Wrong(name, value, "an object");
        }

        Dictionary<string, GuestGrant> grants = new(StringComparer.Ordinal);
        Dictionary<string, string> leftOut = new(StringComparer.Ordinal);
        GrantReader all = Child(PathOf(name), value as ManifestObject, offset, shape);
        foreach (Capability capability in Options.Capabilities)
        {
            ManifestShape fields = new();
            shape.Add(new ManifestField(capability.Name, FieldKind.Object, capability.About) { Shape = fields, MayBeTrue = true });
            if (scope.IsDescribing)
            {
                Describe(fields, reader => reader.Grant(capability));
            }
            else if (all.node.Find(capability.Name) is { } member && all.IsGrant(member))
            {
                GrantReader reader = all.Child(
                    $"{all.Path}.{capability.Name}", member.Value as ManifestObject, member.Value.Offset, fields);
                (GuestGrant? grant, string? missing) = reader.Grant(capability);
                if (grant is not null)
                {
                    grants.Add(capability.Name, grant);
                }
                else if (missing is not null)
                {
                    leftOut.Add(capability.Name, missing);
                }
            }
        }

        return (grants, leftOut);
    }

    /// <summary>Reports what was not asked for.</summary>
    internal void Finish()
    {
        if (isAbandoned)
        {
            return;
        }

        foreach (ManifestMember member in node.Members.Where(member => Shape.Record is null && Shape.Find(member.Name) is null))
        {
            string[] names = [.. Shape.Fields.Select(field => field.Name)];
            scope.Findings.Add(
                member.Offset, $"{PathOf(member.Name)} is unknown: {NearestName.Advice(member.Name, names)}");
        }

        foreach (GrantReader child in children)
        {
            child.Finish();
        }
    }

    private (GuestGrant? Grant, string? Missing) Grant(Capability capability)
    {
        if (ReadHead(isEntry: false) is { } missing)
        {
            // It may say anything where its variable has no value.
            isAbandoned = true;
            return (null, missing);
        }

        try
        {
            return (new GuestGrant(capability.Read(this), Why), null);
        }
        catch (ArgumentException exception)
        {
            scope.Findings.Add(offset, $"{Path}: {ArgumentMessage.Of(exception)}");
            isAbandoned = true;
            return (null, null);
        }
    }

    private bool IsGrant(ManifestMember member)
    {
        string path = PathOf(member.Name);
        string? finding = member.Value switch
        {
            ManifestObject { Members.Count: 0 } =>
                $"{path} is empty, which grants nothing: write true for all of its defaults, or leave it out.",
            ManifestObject or ManifestScalar { Type: JsonTokenType.True } => null,
            ManifestScalar { Type: JsonTokenType.False or JsonTokenType.Null } =>
                $"{path} is {member.Value.What}: leave it out, which grants nothing.",
            _ => $"{path} is {member.Value.What}: write an object, or true for all of its defaults.",
        };
        if (finding is not null)
        {
            scope.Findings.Add(member.Value.Offset, finding);
        }

        return finding is null;
    }
}
