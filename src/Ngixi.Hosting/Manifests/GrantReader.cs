using System.Globalization;
using System.Text.Json;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Grants;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting;

/// <summary>
/// Reads one object of a manifest: its fields, and what is wrong with them, each where it stands. A field that is missing or wrong has
/// its default, so that one reading finds all. What was not asked for is refused as unknown.
/// </summary>
/// <remarks>
/// Ask for the same fields each time, whatever their values: the manifest's schema and its page are made of what was asked for.
/// </remarks>
public sealed partial class GrantReader
{
    private static readonly ManifestObject Nothing = new(0);

    private readonly ManifestScope scope;
    private readonly ManifestObject node;
    private readonly int offset;
    private readonly List<GrantReader> children = [];

    // Whether it was not read to its end, so that nothing is known of what it did not ask for.
    private bool isAbandoned;

    internal GrantReader(ManifestScope scope, string path, ManifestObject? node, int offset, ManifestShape shape)
    {
        this.scope = scope;
        this.node = node ?? Nothing;
        this.offset = offset;
        Path = path;
        Shape = shape;
    }

    /// <summary>Gets where the object is, such as <c>grants.http</c>.</summary>
    public string Path { get; }

    /// <summary>Gets the options of the engine, with the stores, credentials and variables that a grant may name.</summary>
    public GuestEngineOptions Options => scope.Options;

    internal ManifestShape Shape { get; }

    /// <summary>Gets whether a field is written.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => node.Find(name) is not null;

    /// <summary>Reports a mistake.</summary>
    /// <param name="name">The field that has it; null for the whole object.</param>
    /// <param name="finding">What is wrong, and what to write instead.</param>
    public void Report(string? name, string finding)
    {
        int at = name is not null && node.Find(name) is { } member ? member.Value.Offset : offset;
        scope.Findings.Add(at, $"{(name is null ? Path : PathOf(name))} {finding}");
    }

    /// <summary>Reads a text, in which <c>${NAME}</c> stands for a variable's value.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="fallback">What counts where it is missing; null where a manifest has to have it.</param>
    /// <returns>The text; empty where it is missing and has to be there.</returns>
    public string Text(string name, string about, string? fallback = null)
    {
        Shape.Add(new ManifestField(name, FieldKind.Text, about)
        {
            IsRequired = fallback is null,
            Default = string.IsNullOrEmpty(fallback) ? null : Json(fallback),
        });
        return Find(name, isRequired: fallback is null) is { } value ? TextOf(name, value) ?? fallback ?? "" : fallback ?? "";
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="fallback">What counts where it is missing.</param>
    /// <returns>The value.</returns>
    public bool Flag(string name, string about, bool fallback = false)
    {
        Shape.Add(new ManifestField(name, FieldKind.Flag, about) { Default = fallback ? "true" : "false" });
        switch (Find(name))
        {
            case null:
                return fallback;
            case ManifestScalar { Type: JsonTokenType.True }:
                return true;
            case ManifestScalar { Type: JsonTokenType.False }:
                return false;
            case { } other:
                Wrong(name, other, "true or false");
                return fallback;
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="fallback">What counts where it is missing.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The greatest that it may be.</param>
    /// <returns>The number.</returns>
    public int Count(string name, string about, int fallback, int least = 0, int most = int.MaxValue) =>
        (int)LongCount(name, about, fallback, least, most);

    /// <summary>Reads a whole number, for which there is no default.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The greatest that it may be.</param>
    /// <returns>The number; null where it is missing.</returns>
    public long? OptionalCount(string name, string about, long least = 0, long most = long.MaxValue) =>
        Number(name, about, null, least, most);

    /// <summary>Reads a size in bytes, which is written with its unit: <c>"64 MiB"</c>.</summary>
    /// <inheritdoc cref="Count"/>
    /// <returns>The bytes.</returns>
    public long Size(string name, string about, long fallback, long least = 0, long most = long.MaxValue)
    {
        Shape.Add(new ManifestField(name, FieldKind.Size, about)
        {
            Default = Json(Units.ShowSize(fallback)),
            Least = Json(Units.ShowSize(least)),
            Most = most is long.MaxValue or int.MaxValue ? null : Json(Units.ShowSize(most)),
            Pattern = Units.SizePattern,
        });
        return Measure(name, Units.Size, Units.ShowSize, $"a size with its unit: \"{Units.ShowSize(fallback)}\"", least, most) ?? fallback;
    }

    /// <summary>Reads a duration, which is written with its unit: <c>"2 s"</c>, in ms, s, min, h or d.</summary>
    /// <inheritdoc cref="Count"/>
    /// <returns>The duration.</returns>
    public TimeSpan Duration(string name, string about, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        Shape.Add(new ManifestField(name, FieldKind.Duration, about)
        {
            Default = Json(Units.Show(fallback)),
            Least = Json(Units.Show(least)),
            Most = Json(Units.Show(most)),
            Pattern = Units.DurationPattern,
        });
        return Measure(name, Units.Duration, Units.Show, $"a time with its unit: \"{Units.Show(fallback)}\"", least, most) ?? fallback;
    }

    /// <summary>Reads a value of an enum, whose names are written as <c>camelCase</c>.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="fallback">What counts where it is missing.</param>
    /// <returns>The value.</returns>
    public T Choice<T>(string name, string about, T fallback)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
        Shape.Add(new ManifestField(name, FieldKind.Choice, about)
        {
            Default = Json(JsonNamingPolicy.CamelCase.ConvertName(fallback.ToString())),
            Choices = names,
        });
        if (Find(name) is not { } value || TextOf(name, value) is not { } text)
        {
            return fallback;
        }

        int index = Array.IndexOf(names, text);
        if (index >= 0)
        {
            return Enum.GetValues<T>()[index];
        }

        scope.Findings.Add(value.Offset, $"{PathOf(name)} is {Quote(text)}: {NearestName.Advice(text, names)}");
        return fallback;
    }

    /// <summary>Reads a list of texts, each once. It is none where it is missing; where it is written, it has to have one.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <returns>The texts.</returns>
    public IReadOnlyList<string> Texts(string name, string about)
    {
        List<string> texts = [];
        foreach ((string path, ManifestText item, string text) in TextItems(name, about, []))
        {
            if (texts.Contains(text))
            {
                scope.Findings.Add(item.Offset, $"{path} is {Quote(text)} a second time: leave it out.");
            }
            else
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>Reads a list of texts, each of which means a value. One may be there more than once.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="parse">Makes the value. The message of an <see cref="ArgumentException"/> is a finding.</param>
    /// <returns>The values.</returns>
    public IReadOnlyList<T> Texts<T>(string name, string about, Func<string, T> parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        List<T> values = [];
        foreach ((string path, ManifestText item, string text) in TextItems(name, about, []))
        {
            try
            {
                values.Add(parse(text));
            }
            catch (ArgumentException exception)
            {
                scope.Findings.Add(item.Offset, $"{path} is none. {ArgumentMessage.Of(exception)}");
            }
        }

        return values;
    }

    /// <summary>Reads a list of names.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="faultOf">Says of a text that is no name what is wrong with it; null for what is wrong with all others.</param>
    internal IReadOnlyList<string> Names(string name, string about, IReadOnlyList<string> names, Func<string, string?> faultOf)
    {
        List<string> found = [];
        foreach ((string path, ManifestText item, string text) in TextItems(name, about, names))
        {
            if (names.Contains(text))
            {
                found.Add(text);
            }
            else
            {
                scope.Findings.Add(item.Offset, $"{path} is {Quote(text)}: {faultOf(text) ?? NearestName.Advice(text, names)}");
            }
        }

        return found;
    }

    /// <summary>Reads an object.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <returns>Its reader. Where the object is missing, each of its fields is.</returns>
    public GrantReader Part(string name, string about)
    {
        ManifestShape shape = new();
        Shape.Add(new ManifestField(name, FieldKind.Object, about) { Shape = shape });
        ManifestNode? value = Find(name);
        if (value is not null and not ManifestObject)
        {
            Wrong(name, value, "an object");
        }

        return Child(PathOf(name), value as ManifestObject, value?.Offset ?? offset, shape);
    }

    /// <summary>
    /// Reads a list of objects. Each may say <c>"why"</c> it is there. With <c>"optional": true</c> it is left out where a variable of its
    /// texts has no value.
    /// </summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="shorthand">The field for which a bare text in the list stands; null for none.</param>
    /// <param name="read">Reads one. To describe the grant it is called with a reader of nothing.</param>
    /// <returns>What was read.</returns>
    /// <typeparam name="T">What is read.</typeparam>
    public IReadOnlyList<T> Entries<T>(string name, string about, string? shorthand, Func<GrantReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        ManifestShape shape = new();
        Shape.Add(new ManifestField(name, FieldKind.Objects, about) { Shape = shape, Shorthand = shorthand });
        List<T> found = [];
        foreach ((string path, ManifestNode item) in Items(name, "a list"))
        {
            ManifestObject? members = item as ManifestObject;
            if (shorthand is not null && item is ManifestText text)
            {
                members = new ManifestObject(text.Offset);
                members.Add(new ManifestMember(text.Offset, shorthand, text));
            }

            if (members is null)
            {
                scope.Findings.Add(item.Offset, $"{path} is {item.What}: write {(shorthand is null ? "" : "a text or ")}an object.");
                continue;
            }

            GrantReader child = Child(path, members, item.Offset, shape);
            child.isAbandoned = child.ReadHead(isEntry: true) is not null;
            if (!child.isAbandoned)
            {
                found.Add(read(child));
            }
        }

        Describe(shape, reader =>
        {
            reader.ReadHead(isEntry: true);
            read(reader);
        });
        return found;
    }

    /// <summary>Reads an object whose members the manifest names.</summary>
    /// <typeparam name="T">The type of each value.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <param name="about">What it is for, as a sentence.</param>
    /// <param name="read">Reads the value of a name. To describe the grant it is called with a reader of nothing.</param>
    /// <returns>The values by name.</returns>
    public IReadOnlyDictionary<string, T> Map<T>(string name, string about, Func<GrantReader, string, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        ManifestShape shape = new();
        Shape.Add(new ManifestField(name, FieldKind.Map, about) { Shape = shape });
        ManifestNode? value = Find(name);
        if (value is not null and not ManifestObject { Members.Count: > 0 })
        {
            Wrong(name, value, "an object with members");
        }

        ManifestObject members = value as ManifestObject ?? Nothing;
        GrantReader child = Child(PathOf(name), members, members.Offset, new ManifestShape());
        Dictionary<string, T> map = members.Members
            .ToDictionary(member => member.Name, member => read(child, member.Name), StringComparer.Ordinal);
        Describe(shape, reader => read(reader, "*"));
        return map;
    }

    /// <summary>Reads a whole number that may be large.</summary>
    internal long LongCount(string name, string about, long fallback, long least = 0, long most = long.MaxValue) =>
        Number(name, about, fallback, least, most) ?? fallback;

    /// <summary>Reads a size that an <see cref="int"/> holds.</summary>
    internal int IntSize(string name, string about, int fallback, int least = 0) =>
        (int)Size(name, about, fallback, least, int.MaxValue);

    /// <summary>Gets the full path that a path in the manifest means: it begins in the manifest's folder.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The full path.</returns>
    public string FullPath(string path) => System.IO.Path.GetFullPath(path, scope.Folder);
}
