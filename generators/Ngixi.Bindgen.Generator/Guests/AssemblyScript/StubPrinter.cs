using System.Globalization;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>Prints the guest's side: a file for each interface, resource and enum.</summary>
internal static class StubPrinter
{
    /// <param name="lowered">The interface.</param>
    /// <param name="markers">The imports that tell the host what the guest was built for.</param>
    public static StubFile Print(LoweredImports lowered, IReadOnlyList<string> markers)
    {
        ImportInterface contract = lowered.Source;
        ScriptFile file = new(contract.Name, ScriptText.FileOf(contract.Name, isInterface: true));
        RawImports raw = new(markers);
        TupleClasses tuples = new(file, contract.Name);
        FunctionPrinter functions = new(file, raw, tuples);
        List<(LoweredFunction Function, string Name)> methods = NamesOf(lowered.Functions, FunctionPrinter.FunctionName);
        file.Hide(methods.Select(method => method.Name));
        file.Body.Indented(() => WriteAll(
            file.Body, methods.Select(method => (Action)(() => functions.WriteFunction(method.Function, method.Name)))));
        if (methods.Count > 0)
        {
            file.Body.Line("}");
        }

        tuples.Write();
        string name = ScriptWords.Identifier(ScriptText.NamespaceOf(contract.Name));
        string local = file.DeclareNamespace(name);
        TsDocPrinter.Write(file.Head, contract.Documentation);
        file.Head.Line($"{file.Export(name)}namespace {local} {(methods.Count > 0 ? "{" : "{}")}");
        return file.ToFile(raw, StubRole.Interface, ExportsOf(name, tuples));
    }

    public static StubFile Print(SharedType type) => type.Accept(new SharedStub());

    /// <summary>The latest version of each method, with its name for guests.</summary>
    public static List<(LoweredFunction Function, string Name)> NamesOf(
        IReadOnlyList<LoweredFunction> functions, Func<ImportMethod, string> name)
    {
        NameScope names = new();
        return [.. LoweredFunction.Latest(functions).Select(function => (function, names.Take(name(function.Source!))))];
    }

    /// <summary>What guests see of a file: all of it, unless there are classes whose functions are not for them.</summary>
    public static IReadOnlyList<string> ExportsOf(string name, TupleClasses tuples) =>
        tuples.Written.Count == 0 ? [] : [.. tuples.Written.Append(name).OrderBy(exported => exported, StringComparer.Ordinal)];

    private static StubFile Print(LoweredResource lowered)
    {
        ResourceInterface resource = lowered.Source;
        ScriptFile file = new(resource.Name, ScriptText.FileOf(resource.Name, isInterface: true));
        RawImports raw = new();
        TupleClasses tuples = new(file, resource.Name);
        FunctionPrinter functions = new(file, raw, tuples);
        string name = ScriptText.ClassName(resource.Name);
        string local = file.Declare(name);
        CodeWriter body = file.Body;
        TsDocPrinter.Write(body, resource.Documentation);
        body.Block($"{file.Export(name)}class {local}", () =>
        {
            body.Line("/** @internal The host's handle of the object; 0 once it was given back. */");
            body.Line("constructor(public handle: i32) {}");
            NameScope members = new();
            List<Action> methods = [.. NamesOf(lowered.Functions, FunctionPrinter.MethodName)
                .Select(method => (Action)(() => functions.WriteMethod(method.Function, members.Take(method.Name))))];
            if (lowered.Release is { } release)
            {
                methods.Add(() => functions.WriteRelease(release, members.Take(FunctionPrinter.ReleaseName(resource))));
            }

            if (methods.Count > 0)
            {
                body.Line();
                WriteAll(body, methods);
            }
        });
        tuples.Write();
        return file.ToFile(raw, StubRole.Type, ExportsOf(name, tuples));
    }

    private static StubFile Print(EnumDefinition enumeration)
    {
        ScriptFile file = new(enumeration.Name, ScriptText.FileOf(enumeration.Name, isInterface: false));
        string name = ScriptText.TypeName(enumeration.Name);
        string local = file.Declare(name);
        CodeWriter writer = file.Body;
        TsDocPrinter.Write(writer, enumeration.Documentation);
        StoredScalar stored = WireTypes.ScalarOf(enumeration.Underlying).Stored;
        if (ScriptText.IsWide(stored))
        {
            WriteWideEnum(writer, enumeration, file.Export(name), local);
        }
        else
        {
            writer.Block($"{file.Export(name)}enum {local}", () => WriteMembers(
                writer,
                enumeration,
                (member, value) => $"{member} = {unchecked((int)(long)value).ToString(CultureInfo.InvariantCulture)},"));
        }

        return file.ToFile(raw: null, StubRole.Type, names: []);
    }

    /// <summary>An enum of AssemblyScript has 32 bits; one of 64 is a type and a namespace of its constants.</summary>
    private static void WriteWideEnum(CodeWriter writer, EnumDefinition enumeration, string export, string name)
    {
        string underlying = ScriptText.ScalarName(WireTypes.ScalarOf(enumeration.Underlying).Stored);
        writer.Line($"{export}type {name} = {underlying};");
        writer.Line();
        writer.Block($"{export}namespace {name}", () => WriteMembers(
            writer, enumeration, (member, value) => $"export const {member}: {underlying} = {ScriptText.WideInteger(value)};"));
    }

    private static void WriteMembers(CodeWriter writer, EnumDefinition enumeration, Func<string, decimal, string> print)
    {
        foreach (EnumMember member in enumeration.Members)
        {
            TsDocPrinter.Write(writer, member.Documentation);
            writer.Line(print(ScriptText.MemberName(member.Name, WireTypes.ScalarOf(enumeration.Underlying).Stored), member.Value));
        }
    }

    private static void WriteAll(CodeWriter writer, IEnumerable<Action> items)
    {
        bool isFirst = true;
        foreach (Action write in items)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            write();
        }
    }

    private sealed class SharedStub : ISharedTypeVisitor<StubFile>
    {
        public StubFile Visit(SharedResource type) => Print(type.Resource);

        public StubFile Visit(SharedEnum type) => Print(type.Definition);

        public StubFile Visit(SharedRecord type) => RecordStubPrinter.Print(type.Record);

        public StubFile Visit(SharedUnion type) => RecordStubPrinter.Print(type.Union);
    }
}
