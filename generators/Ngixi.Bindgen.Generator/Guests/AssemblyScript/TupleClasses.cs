using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>The classes of one file for methods with several results. They stand behind what the file is about.</summary>
internal sealed class TupleClasses(ScriptFile file, TypeName owner)
{
    private readonly NameScope exported = new();
    private readonly CodeWriter classes = new("  ");
    private readonly List<string> written = [];

    /// <summary>Gets the classes whose functions are exported, too, and not for guests.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>What a method's class is called, where no other is.</summary>
    public static string NameOf(TypeName owner, ImportMethod method) =>
        $"{ScriptText.ClassName(owner)}{Naming.ToPascalCase(method.GuestName)}Result";

    /// <summary>Adds the class of what the host returns, with the function that reads it.</summary>
    public ScriptForm AddRead(ImportMethod method, TupleWire tuple)
    {
        string name = exported.Take(NameOf(owner, method));
        string local = file.Declare(name);
        classes.Line();
        string reader = file.Take(ScriptText.ReaderOf(name));
        new RecordStubPrinter(file, classes).WriteTupleReader(name, local, reader, tuple.Fields);
        return new RecordForm(file, name, () => local, NotWritten, () => reader, NotWritten);
    }

    /// <summary>Adds the class of what a guest returns, and exports what writes it to the guest's exports.</summary>
    public string AddWritten(ImportMethod method, TupleWire tuple)
    {
        string name = exported.Take(NameOf(owner, method));
        written.Add(name);
        string local = file.Declare(name);
        classes.Line();
        new RecordStubPrinter(file, classes).WriteTupleWriter(name, local, tuple.Fields);
        return local;
    }

    /// <summary>Writes the classes.</summary>
    public void Write() => file.Body.Append(classes);

    private static string NotWritten() => throw new InvalidOperationException("Guests read the results of the host.");
}
