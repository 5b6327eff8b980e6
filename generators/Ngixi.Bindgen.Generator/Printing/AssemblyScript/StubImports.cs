using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>What one stub file imports from others.</summary>
/// <param name="file">The name of the file itself, which imports nothing from itself.</param>
internal sealed class StubImports(string file)
{
    private readonly SortedDictionary<string, SortedSet<string>> names = new(StringComparer.Ordinal);
    private bool usesSupport;

    /// <summary>Imports what all stubs share, and returns the name of one thing there.</summary>
    public string Support(string name)
    {
        usesSupport = true;
        return $"{SupportStub.Name}.{name}";
    }

    public string Add(TypeName type, bool isInterface, string name)
    {
        string source = ScriptText.FileOf(type, isInterface);
        if (source != file)
        {
            if (!names.TryGetValue(source, out SortedSet<string>? imported))
            {
                names.Add(source, imported = new SortedSet<string>(StringComparer.Ordinal));
            }

            imported.Add(name);
        }

        return name;
    }

    /// <summary>Imports the types that a type names.</summary>
    public void AddTypesOf(BindingType type)
    {
        switch (type)
        {
            case EnumType enumeration:
                Add(enumeration.Name, isInterface: false, enumeration.Name.Simple);
                break;
            case ResourceType resource:
                Add(resource.Name, isInterface: true, resource.Name.WithoutInterfacePrefix);
                break;
            case RecordType record:
                Add(record.Name, isInterface: false, record.Name.Simple);
                break;
            case ListType list:
                AddTypesOf(list.Element);
                break;
            case DictionaryType dictionary:
                AddTypesOf(dictionary.Value);
                break;
            case OptionalType optional:
                usesSupport |= optional.Value is not GuidType;
                AddTypesOf(optional.Value);
                break;
        }
    }

    public void Write(CodeWriter writer)
    {
        foreach (KeyValuePair<string, SortedSet<string>> import in names)
        {
            Layout.WriteBraces(writer, "import", [.. import.Value], $" from \"./{Path.GetFileNameWithoutExtension(import.Key)}\";");
        }

        if (usesSupport)
        {
            writer.Line($"import * as {SupportStub.Name} from \"./{SupportStub.Name}\";");
        }

        if (usesSupport || names.Count > 0)
        {
            writer.Line();
        }
    }
}
