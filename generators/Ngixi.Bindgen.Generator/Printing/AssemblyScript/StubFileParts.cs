using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>The stub file of an interface while it is written: what stands above the body is known when the body is done.</summary>
internal sealed class StubFileParts
{
    private readonly TypeName name;
    private readonly string owner;
    private readonly string file;
    private readonly NameScope classes = new();
    private readonly List<string> exports = [];

    /// <param name="marker">The import that tells the host what the guest was built for, or null for none.</param>
    public StubFileParts(TypeName name, string owner, string? marker = null)
    {
        this.name = name;
        this.owner = owner;
        file = ScriptText.FileOf(name, isInterface: true);
        Imports = new StubImports(file);
        Stored = new StoredCode(Imports);
        Raw = new RawImports(marker);
    }

    public StubImports Imports { get; }

    public RawImports Raw { get; }

    public StoredCode Stored { get; }

    public CodeWriter Body { get; } = new("  ");

    private CodeWriter Classes { get; } = new("  ");

    /// <summary>Adds the class of several results and returns its name; a function <c>read…</c> comes with it.</summary>
    public string AddTuple(string method, TupleType tuple)
    {
        string result = classes.Take($"{owner}{method}Result");
        Classes.Line();
        RecordStubPrinter.WriteTuple(Classes, Imports, Stored, result, tuple.Fields);
        return result;
    }

    /// <summary>Adds the class of several results that the guest makes; what writes it is exported to its exports.</summary>
    public string AddTupleForHost(string method, TupleType tuple)
    {
        string result = classes.Take($"{owner}{method}Result");
        exports.Add(result);
        Classes.Line();
        RecordStubPrinter.WriteTupleForHost(Classes, Imports, Stored, result, tuple.Fields);
        return result;
    }

    public StubFile ToFile()
    {
        CodeWriter functions = new("  ");
        Stored.WriteFunctions(functions);
        CodeWriter start = new("  ");
        ScriptText.WriteHeader(start, name);
        Imports.Write(start);
        Raw.Write(start);
        start.Append(Body);
        start.Append(Classes);
        start.Append(functions);
        return new StubFile(name.Full, file, start.Finish(), ExportsOf(owner, exports));
    }

    /// <summary>Where a file has more than guests should see, what they should.</summary>
    private static EquatableArray<string> ExportsOf(string owner, List<string> classes) =>
        classes.Count == 0 ? default : classes.Append(owner).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
}
