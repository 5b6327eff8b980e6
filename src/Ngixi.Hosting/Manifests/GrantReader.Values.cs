using System.Globalization;
using System.Text.Json;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Schema;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Hosting;

/// <content>Values of fields: found, checked for their kind and range, and reported where they are wrong.</content>
public sealed partial class GrantReader
{
    private static string Json(string text) => JsonSerializer.Serialize(text, ManifestJson.Relaxed.String);

    private static string Quote(string text) => Ngixi.Bindgen.UntrustedText.Quote(text);

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private GrantReader Child(string path, ManifestObject? value, int at, ManifestShape shape)
    {
        GrantReader child = new(scope, path, value, at, shape);
        children.Add(child);
        return child;
    }

    /// <summary>Runs a reading of nothing, for the fields that it asks for.</summary>
    private void Describe(ManifestShape shape, Action<GrantReader> read)
    {
        if (scope.IsDescribing)
        {
            read(new GrantReader(scope, Path, null, 0, shape));
        }
    }

    private ManifestNode? Find(string name, bool isRequired = false)
    {
        ManifestNode? value = node.Find(name)?.Value;
        if (value is null && isRequired)
        {
            scope.Findings.Add(offset, $"{(Path.Length == 0 ? "The manifest" : Path)} has no \"{name}\": write it.");
        }

        return value;
    }

    private IEnumerable<(string Path, ManifestNode Item)> Items(string name, string what)
    {
        ManifestNode? value = Find(name);
        if (value is ManifestList { Items.Count: 0 })
        {
            scope.Findings.Add(value.Offset, $"{PathOf(name)} is empty, which is nothing: write what is meant, or leave \"{name}\" out.");
        }
        else if (value is not null and not ManifestList)
        {
            Wrong(name, value, what);
        }

        return value is ManifestList list ? list.Items.Select((item, index) => ($"{PathOf(name)}[{index}]", item)) : [];
    }

    private IEnumerable<(string Path, ManifestText Item, string Text)> TextItems(string name, string about, IReadOnlyList<string> choices)
    {
        Shape.Add(new ManifestField(name, FieldKind.Texts, about) { Choices = choices });
        foreach ((string path, ManifestNode item) in Items(name, "a list of texts"))
        {
            if (item is not ManifestText text)
            {
                scope.Findings.Add(item.Offset, $"{path} is {item.What}: write a text.");
            }
            else if (Resolve(path, text) is { } resolved)
            {
                yield return (path, text, resolved);
            }
        }
    }

    private void Wrong(string name, ManifestNode value, string expected) =>
        scope.Findings.Add(value.Offset, $"{PathOf(name)} is {value.What}: write {expected}.");

    private string? TextOf(string name, ManifestNode value)
    {
        if (value is ManifestText text)
        {
            return Resolve(PathOf(name), text);
        }

        Wrong(name, value, "a text");
        return null;
    }

    private string? Resolve(string path, ManifestText text)
    {
        string resolved = scope.Resolve(text.Value, out string? missing);
        if (missing is null)
        {
            return resolved;
        }

        string shown = Quote(missing);
        scope.Findings.Add(
            text.Offset,
            $"{path} names the variable {shown}, which the host has no value for: set it in GuestEngineOptions.Variables, "
            + "or make the grant \"optional\".");
        return null;
    }

    private long? Number(string name, string about, long? fallback, long least, long most)
    {
        Shape.Add(new ManifestField(name, FieldKind.Count, about)
        {
            Default = fallback?.ToString(CultureInfo.InvariantCulture),
            Least = least == long.MinValue ? null : least.ToString(CultureInfo.InvariantCulture),
            Most = most is long.MaxValue or int.MaxValue ? null : most.ToString(CultureInfo.InvariantCulture),
        });
        return NumberOf(name) is { } number ? InRange(name, number, least, most, static number => $"{number:N0}") : null;
    }

    private long? NumberOf(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value is ManifestScalar { Type: JsonTokenType.Number } scalar
            && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        Wrong(name, value, "a whole number without quotes");
        return null;
    }

    private T? Measure<T>(string name, Func<string, T?> read, Func<T, string> show, string expected, T least, T most)
        where T : struct, IComparable<T>
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value is not ManifestText text)
        {
            Wrong(name, value, expected);
            return null;
        }

        if (Resolve(PathOf(name), text) is not { } written)
        {
            return null;
        }

        if (read(written) is { } measure)
        {
            return InRange(name, measure, least, most, show);
        }

        scope.Findings.Add(value.Offset, $"{PathOf(name)} is {Quote(written)}: write {expected}.");
        return null;
    }

    private T? InRange<T>(string name, T value, T least, T most, Func<T, string> show)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
        {
            return value;
        }

        string bound = value.CompareTo(least) < 0 ? $"{show(least)} is the least" : $"{show(most)} is the most";
        scope.Findings.Add(node.Find(name)!.Value.Offset, $"{PathOf(name)} is {show(value)}: {bound}.");
        return null;
    }
}
