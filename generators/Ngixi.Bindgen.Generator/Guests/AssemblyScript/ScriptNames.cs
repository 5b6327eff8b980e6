using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>The names of a contract's things in the stubs.</summary>
internal static class ScriptNames
{
    private const string Files = "files";
    private const string Index = "index";
    private const string IsWord = "is a word of AssemblyScript or of the stubs";

    /// <summary>Gets the names that the support file gives to guests.</summary>
    public static IReadOnlyList<ScopedName> Own { get; } = [.. SupportStub.Exported.Select(name => new ScopedName(Index, name))];

    public static StubNames Of(ImportInterface contract)
    {
        string expected = ScriptText.NamespaceOf(contract.Name);
        string name = ScriptWords.Identifier(expected);
        return new StubNames(
            [Claim(contract.Name, isInterface: true, name), .. ResultsOf(contract.Name, contract.Methods)],
            [.. Change(contract.Name, null, expected, name), .. ChangesOf(contract.Name, contract.Methods, FunctionPrinter.FunctionName)]);
    }

    public static StubNames Of(ResourceInterface resource) => OfClass(resource.Name, resource.Methods, []);

    public static StubNames Of(ExportInterface contract) =>
        OfClass(contract.Name, contract.Methods, [FileName(ExportStubPrinter.FileOfExports(contract.Name))]);

    public static StubNames Of(EnumDefinition enumeration)
    {
        StoredScalar stored = WireTypes.ScalarOf(enumeration.Underlying).Stored;
        return OfType(
            enumeration.Name,
            enumeration.Members.Select(member => (member.Name, member.Name, ScriptText.MemberName(member.Name, stored))),
            []);
    }

    public static StubNames Of(RecordDefinition record) => OfType(record.Name, FieldsOf(record), []);

    /// <summary>The cases of a union are a namespace of their own.</summary>
    public static StubNames Of(UnionDefinition union)
    {
        StubNames type = OfType(
            union.Name,
            [],
            union.Cases.Select(item => new NameClaim(item.Name, null, [new ScopedName(union.Name.Full, ScriptText.TypeName(item.Name))])));
        return type with { Changes = [.. type.Changes, .. union.Cases.SelectMany(item => OfType(item.Name, FieldsOf(item), []).Changes)] };
    }

    private static IEnumerable<(string Member, string Expected, string Given)> FieldsOf(RecordDefinition record) =>
        record.Fields.Select(field => (field.Name, Naming.ToCamelCase(field.Name), ScriptWords.Field(Naming.ToCamelCase(field.Name))));

    private static StubNames OfClass(TypeName type, IReadOnlyList<ImportMethod> methods, IEnumerable<ScopedName> more) => new(
        [Claim(type, isInterface: true, ScriptText.ClassName(type), more), .. ResultsOf(type, methods)],
        [
            .. Change(type, null, type.WithoutInterfacePrefix, ScriptText.ClassName(type)),
            .. ChangesOf(type, methods, FunctionPrinter.MethodName),
        ]);

    private static StubNames OfType(
        TypeName type, IEnumerable<(string Member, string Expected, string Given)> members, IEnumerable<NameClaim> more) =>
        new(
            [Claim(type, isInterface: false, ScriptText.TypeName(type)), .. more],
            [
                .. Change(type, null, type.Simple, ScriptText.TypeName(type)),
                .. members.SelectMany(member => Change(type, member.Member, member.Expected, member.Given)),
            ]);

    private static NameClaim Claim(TypeName type, bool isInterface, string exported, IEnumerable<ScopedName>? more = null) =>
        new(type, null, [FileName(ScriptText.FileOf(type, isInterface)), new ScopedName(Index, exported), .. more ?? []]);

    private static ScopedName FileName(string file) => new(Files, file, file.ToLowerInvariant());

    /// <summary>The class of several results is named after its method.</summary>
    private static IEnumerable<NameClaim> ResultsOf(TypeName owner, IEnumerable<ImportMethod> methods) => methods
        .Where(method => method.Result is TupleType)
        .Select(method => new NameClaim(
            owner with { Path = $"{owner.Path}.{method.Name}" },
            method,
            [new ScopedName(Index, TupleClasses.NameOf(owner, method))]));

    private static IEnumerable<NameChange> ChangesOf(
        TypeName type, IReadOnlyList<ImportMethod> methods, Func<ImportMethod, string> identifierOf)
    {
        // Stubs have only the latest version of a method.
        NameScope scope = new();
        foreach (ImportMethod method in MethodVersion.Latest(methods))
        {
            string expected = Naming.ToCamelCase(method.GuestName);
            string identifier = identifierOf(method);
            string given = scope.Take(identifier);
            if (given != expected)
            {
                string reason = identifier == expected ? "is another method" : IsWord;
                yield return new NameChange(type, method.Name, expected, given, reason) { Method = method };
            }
        }
    }

    private static IEnumerable<NameChange> Change(TypeName type, string? member, string expected, string given) =>
        given == expected ? [] : [new NameChange(type, member, expected, given, IsWord)];
}
