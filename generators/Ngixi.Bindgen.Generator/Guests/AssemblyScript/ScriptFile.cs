using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>
/// One stub file while it is written: what it imports is known when its body is done. Each name at its top means one thing: where
/// a type of the user has a name that the file uses otherwise, the file calls it something else, and its guests do not notice.
/// </summary>
internal sealed class ScriptFile
{
    /// <summary>Parameters and variables of the functions that every file may have.</summary>
    private static readonly HashSet<string> Locals = new(StringComparer.Ordinal) { "at", "block", "item", "length", "value" };

    private readonly TypeName origin;
    private readonly string path;
    private readonly NameScope names = new(ScriptWords.UsedByStubs);
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, string>> imports = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> declared = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> builtins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, HelperFunction> helpers = new(StringComparer.Ordinal);
    private readonly ScriptForms forms;
    private readonly CodeWriter functions = new("  ");
    private bool usesSupport;

    /// <param name="origin">The C# type that the file is made from.</param>
    /// <param name="path">The name of the file.</param>
    public ScriptFile(TypeName origin, string path)
    {
        this.origin = origin;
        this.path = path;
        forms = new ScriptForms(this);
    }

    /// <summary>Gets what comes before the body.</summary>
    public CodeWriter Head { get; } = new("  ");

    public CodeWriter Body { get; } = new("  ");

    /// <summary>Gets the names at the top of the file.</summary>
    public NameScope Names => names;

    /// <summary>Keeps names of the file's own namespace for it: there, they hide what is called the same at the top.</summary>
    public void Hide(IEnumerable<string> inside) => hidden.UnionWith(inside);

    /// <summary>Declares something that the file exports, and returns what the file itself calls it.</summary>
    public string Declare(string exported) => Declare(exported, Take(ScriptWords.Identifier(exported)));

    /// <summary>Declares a namespace when the rest of the file is written, which does not refer to it.</summary>
    public string DeclareNamespace(string exported)
    {
        WriteHelpers();
        return Declare(exported, names.Take(exported));
    }

    /// <summary>Names a function of AssemblyScript.</summary>
    public string Function(string name)
    {
        names.Reserve(name);
        return name;
    }

    /// <summary>Takes a name for something that functions of the file refer to.</summary>
    public string Take(string name)
    {
        while (Locals.Contains(name) || ScriptWords.Functions.Contains(name) || hidden.Contains(name))
        {
            name += "_";
        }

        return names.Take(name);
    }

    /// <summary>What the file itself calls something that it exports.</summary>
    public string LocalOf(string exported) => declared[exported];

    /// <summary>The word before a declaration that is exported under its own name; another is exported at the end of the file.</summary>
    public string Export(string exported) => declared[exported] == exported ? "export " : "";

    /// <summary>Names a thing of what all stubs share.</summary>
    public string Support(string name)
    {
        usesSupport = true;
        return $"{SupportStub.Name}.{name}";
    }

    /// <summary>Names what the file of a type exports.</summary>
    public string Use(TypeName type, bool isInterface, string exported)
    {
        string source = ScriptText.FileOf(type, isInterface);

        // Two types of one file are a mistake of the contract, which a rule reports.
        return source == path && declared.TryGetValue(exported, out string? local)
            ? local
            : Import($"./{Path.GetFileNameWithoutExtension(source)}", exported);
    }

    /// <summary>Names what another file exports.</summary>
    public string Import(string source, string exported)
    {
        if (!imports.TryGetValue(source, out SortedDictionary<string, string>? imported))
        {
            imports.Add(source, imported = new SortedDictionary<string, string>(StringComparer.Ordinal));
        }

        if (!imported.TryGetValue(exported, out string? local))
        {
            imported.Add(exported, local = Take(exported));
        }

        return local;
    }

    /// <summary>Names a class of AssemblyScript, such as <c>Array</c>, also where the file's namespace has one of the name.</summary>
    public string Builtin(string name)
    {
        if (!hidden.Contains(name))
        {
            return name;
        }

        if (!builtins.TryGetValue(name, out string? local))
        {
            builtins.Add(name, local = Take(name));
        }

        return local;
    }

    /// <summary>The form of a shape in this file.</summary>
    public ScriptForm FormOf(Wire wire) => forms.Of(wire);

    /// <summary>A type as guests see it, with its arguments; <c>void</c> for no value.</summary>
    public string TypeOf(Wire? wire) => wire is null ? "void" : forms.Of(wire).Type;

    /// <summary>Names a function of the file that does something with a form; it is written once, at the end.</summary>
    public string Helper(string verb, ScriptForm form, Action<CodeWriter, string> write)
    {
        string key = $"{verb} {form.Name} {form.Type}";
        if (!helpers.TryGetValue(key, out HelperFunction? function))
        {
            helpers.Add(key, function = new HelperFunction(Take(verb + form.Name), write));
        }

        return function.Name;
    }

    /// <summary>Names an enum, a record or a union.</summary>
    public string NameOf(TypeName type) => Use(type, isInterface: false, ScriptText.TypeName(type));

    public string NameOf(HandleWire resource) => Use(resource.Name, isInterface: true, ScriptText.ClassName(resource.Name));

    /// <summary>A constant of a shape.</summary>
    public string Constant(ConstantValue value, Wire wire) => value.Kind switch
    {
        ConstantKind.Null => "null",
        ConstantKind.EmptyGuid => $"new {Builtin("Uint8Array")}({BytesWire.Length})",
        ConstantKind.Boolean or ConstantKind.Number or ConstantKind.EnumMember or ConstantKind.String
            when wire is NullWire { Form: NullForm.Flag, Value: var inner } =>
            $"new {Support("Box")}<{TypeOf(inner)}>({Constant(value, inner)})",
        ConstantKind.EnumMember => $"{TypeOf(wire)}.{ScriptText.MemberName(value.Text, ((EnumWire)wire).Stored)}",
        ConstantKind.Number => wire is EnumWire enumeration
            ? ScriptText.Number(value.Text, enumeration.Stored, TypeOf(wire))
            : ScriptText.Number(value.Text, ((ScalarWire)wire).Stored),
        ConstantKind.Boolean => value.Text,
        ConstantKind.String => ScriptText.Text(value.Text),
    };

    /// <summary>Puts the file together.</summary>
    /// <param name="raw">The raw imports, or null for none.</param>
    /// <param name="entry">What an index has of the file.</param>
    public StubFile ToFile(RawImports? raw, StubRole role, IndexEntry entry)
    {
        WriteHelpers();
        CodeWriter start = new("  ");
        ScriptText.WriteHeader(start, origin);
        WriteImports(start);
        WriteBuiltins(start);
        raw?.Write(start);
        start.Append(Head);
        start.Append(Body);
        start.Append(functions);
        WriteExports(start);
        return new StubFile(AssemblyScriptLanguage.LanguageName, origin.Full, path, start.Finish(), role, Needs(), entry);
    }

    /// <summary>Puts a file together that guests import.</summary>
    /// <param name="raw">The raw imports, or null for none.</param>
    /// <param name="names">The names in it that are for guests; empty where all are.</param>
    public StubFile ToFile(RawImports? raw, StubRole role, IReadOnlyList<string> names) =>
        ToFile(raw, role, IndexStubPrinter.EntryOf(path, names));

    /// <summary>The stubs that the file imports; what the guest's author writes is in the folder above.</summary>
    private EquatableArray<string> Needs()
    {
        List<string> needs = [.. imports.Keys
            .Where(source => source.StartsWith("./", StringComparison.Ordinal))
            .Select(source => $"{source.Substring(2)}.ts")];
        return (usesSupport ? [.. needs, .. SupportStub.Needed] : needs).ToEquatableArray();
    }

    /// <summary>Writes the functions that the rest of the file asked for, in the order of their names.</summary>
    private void WriteHelpers()
    {
        // One may ask for more.
        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        while (helpers.Values.FirstOrDefault(helper => !texts.ContainsKey(helper.Name)) is { } next)
        {
            CodeWriter function = new("  ");
            next.Write(function, next.Name);
            texts.Add(next.Name, function.Finish());
        }

        foreach (string text in texts.Values)
        {
            functions.Line();
            functions.Lines(text.TrimEnd('\n'));
        }

        helpers.Clear();
    }

    private string Declare(string exported, string local)
    {
        declared[exported] = local;
        return local;
    }

    private void WriteImports(CodeWriter writer)
    {
        foreach (KeyValuePair<string, SortedDictionary<string, string>> import in imports)
        {
            Layout.WriteBraces(
                writer,
                "import",
                [.. import.Value.Select(name => Renamed(name.Key, name.Value))],
                $" from \"{import.Key}\";");
        }

        if (usesSupport)
        {
            writer.Line($"import * as {SupportStub.Name} from \"./{SupportStub.Name}\";");
        }

        if (usesSupport || imports.Count > 0)
        {
            writer.Line();
        }
    }

    private void WriteBuiltins(CodeWriter writer)
    {
        foreach (KeyValuePair<string, string> builtin in builtins)
        {
            string parameters = builtin.Key switch { "Array" => "<T>", "Map" => "<K, V>", _ => "" };
            writer.Line($"type {builtin.Value}{parameters} = {builtin.Key}{parameters};");
        }

        if (builtins.Count > 0)
        {
            writer.Line();
        }
    }

    private void WriteExports(CodeWriter writer)
    {
        List<string> renamed = [.. declared.Where(name => name.Key != name.Value).Select(name => Renamed(name.Value, name.Key))];
        if (renamed.Count > 0)
        {
            writer.Line();
            Layout.WriteBraces(writer, "export", renamed, ";");
        }
    }

    private static string Renamed(string name, string other) => name == other ? name : $"{name} as {other}";

    private sealed record HelperFunction(string Name, Action<CodeWriter, string> Write);
}
