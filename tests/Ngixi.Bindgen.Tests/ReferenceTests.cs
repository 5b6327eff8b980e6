using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>docs/reference.md has all there is, with the defaults that it has.</summary>
public sealed class ReferenceTests
{
    private static readonly string Repository = Path.GetFullPath(
        Path.Combine(AssemblyScriptCompiler.Metadata("GuestToolsDirectory"), "../.."));

    private static readonly string Reference = File.ReadAllText(Path.Combine(Repository, "docs/reference.md")).ReplaceLineEndings("\n");

    public static TheoryData<Type> Attributes => [.. Public.Where(type => type.IsSubclassOf(typeof(Attribute)))];

    public static TheoryData<Type> Options => [.. Public.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))];

    private static IEnumerable<Type> Public => typeof(WasmImportAttribute).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == "Ngixi.Bindgen");

    [Fact]
    public void Every_public_type_is_in_the_reference() => Assert.All(
        Public.Where(type => !type.IsSubclassOf(typeof(Attribute)) && !IsExtensions(type)),
        type => Assert.Contains($"`{Regex.Replace(type.Name, "`[0-9]", "")}", Reference, StringComparison.Ordinal));

    [Fact]
    public void Every_public_call_is_in_the_reference() => Assert.All(
        Public
            .Where(type => type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)),
        method => Assert.Contains($".{method.Name}(", Reference, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_is_in_the_reference_with_its_properties_and_their_defaults(Type attribute)
    {
        string name = attribute.Name[..^"Attribute".Length];
        if (attribute.GetCustomAttribute<EditorBrowsableAttribute>() is not null)
        {
            Assert.Contains($"`[{name}]`", Reference, StringComparison.Ordinal);
            return;
        }

        string row = Assert.Single(Reference.Split('\n'), line => Regex.IsMatch(line, $@"^\| `\[{name}[\](]"));
        foreach (PropertyInfo property in Properties(attribute))
        {
            Assert.Matches($"`{property.Name}[` ]", row);
            if (property.CanWrite)
            {
                Assert.Contains($"`{property.Name} = {Default(attribute, property)}`", row, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void An_option_is_in_the_reference_with_its_default(Type options)
    {
        int start = Reference.IndexOf($"\n## {options.Name}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{options.Name} has no section.");
        string section = Reference[(start + 1)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];
        Assert.All(Properties(options), property =>
        {
            string row = Assert.Single(section.Split('\n'), line => line.StartsWith($"| `{property.Name}` |", StringComparison.Ordinal));
            string expected = property.GetValue(Activator.CreateInstance(options)) is int number
                ? number.ToString("N0", CultureInfo.InvariantCulture)
                : "none";
            Assert.Matches($@"^\| `{property.Name}` \| {expected}( \(.*\))? \|", row);
        });
    }

    [Fact]
    public void Every_property_and_item_of_the_build_is_in_the_reference_and_no_other()
    {
        string targets = File.ReadAllText(Path.Combine(Repository, "src/Ngixi.Bindgen/build/Ngixi.Bindgen.targets"));
        IEnumerable<string> documented = Regex.Matches(
            targets[..targets.IndexOf("-->", StringComparison.Ordinal)],
            @"^    (Ngixi\w+) ",
            RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
        IEnumerable<string> used = Regex.Matches(targets, @"[$@]\((Ngixi\w+)").Select(match => match.Groups[1].Value)
            .Where(property => property != "NgixiBuildTaskAssembly").Distinct();
        Assert.Equal(used.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
        Assert.Equal(
            used.Order(StringComparer.Ordinal),
            Regex.Matches(Reference, @"^\| `(Ngixi\w+)` \|", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_the_documentation_leads_somewhere(string page)
    {
        string file = Path.Combine(Repository, page);
        Assert.All(
            Regex.Matches(File.ReadAllText(file), @"\]\(([^)\s]+)\)")
                .Select(link => link.Groups[1].Value)
                .Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link =>
            {
                string[] parts = link.Split('#');
                string target = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0]));
                Assert.True(Path.Exists(target), $"{page} links to {link}");
                if (parts.Length > 1)
                {
                    Assert.Contains(
                        parts[1],
                        Regex.Matches(File.ReadAllText(target), "^#+ (.+)$", RegexOptions.Multiline)
                            .Select(heading => Anchor(heading.Groups[1].Value)));
                }
            });
    }

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository, file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The anchor that GitHub gives a heading.</summary>
    private static string Anchor(string heading) => Regex.Replace(heading.Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    private static bool IsExtensions(Type type) => type.IsAbstract && type.IsSealed;

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.Name != "EqualityContract");

    private static string Default(Type attribute, PropertyInfo property)
    {
        ConstructorInfo constructor = attribute.GetConstructors().Single();
        object instance = constructor.Invoke([.. constructor.GetParameters().Select(_ => (object)"")]);
        return property.GetValue(instance) switch
        {
            null => "null",
            string text => $"\"{text}\"",
            bool value => value ? "true" : "false",
            object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
