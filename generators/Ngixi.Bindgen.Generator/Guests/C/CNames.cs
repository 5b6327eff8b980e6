using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>The names of a contract's things in the headers. Types, functions and constants are in one scope.</summary>
internal static class CNames
{
    private const string Files = "headers";
    private const string Names = "C";

    public static IReadOnlyList<ScopedName> Own => [];

    public static StubNames Of(ImportInterface contract) => OfInterface(contract.Name, contract.Methods, FileOf(contract.Name));

    public static StubNames Of(ExportInterface contract) => OfInterface(contract.Name, contract.Methods, FileOf(contract.Name));

    public static StubNames Of(ResourceInterface resource)
    {
        StubNames names = OfInterface(resource.Name, resource.Methods, new ScopedName(Names, CText.InterfaceName(resource.Name)));
        return resource.ReleaseName is null
            ? names
            : names with
            {
                Claims = [
                    .. names.Claims,
                    Claim(resource.Name, $"{CText.InterfaceName(resource.Name)}_{CText.Snake(resource.Release)}", "Dispose"),
                ],
            };
    }

    public static StubNames Of(EnumDefinition enumeration)
    {
        string type = CText.TypeName(enumeration.Name);
        return new StubNames(
            [
                Claim(enumeration.Name, type, null),
                .. enumeration.Members.Select(member => Claim(enumeration.Name, CText.Constant(type, member.Name), member.Name)),
            ],
            []);
    }

    public static StubNames Of(RecordDefinition record) => new([Claim(record.Name, CText.TypeName(record.Name), null)], []);

    public static StubNames Of(UnionDefinition union) => new(
        [
            Claim(union.Name, CText.TypeName(union.Name), null),
            .. union.Cases.SelectMany(item => new[]
            {
                CText.CaseName(union.Name, item.Name),
                CText.CaseName(union.Name, item.Name).ToUpperInvariant(),
            }
                .Select(name => Claim(item.Name, name, null))),
        ],
        []);

    private static StubNames OfInterface(TypeName contract, IReadOnlyList<ImportMethod> methods, ScopedName own) => new(
        [
            new NameClaim(contract, null, [own]),
            .. MethodVersion.Latest(methods).SelectMany(method => NamesOf(contract, method).Select(name =>
                new NameClaim(contract with { Path = $"{contract.Path}.{method.Name}" }, method, [new ScopedName(Names, name)]))),
        ],
        []);

    private static IEnumerable<string> NamesOf(TypeName contract, ImportMethod method) => method.Result is TupleType
        ? [CText.FunctionName(contract, method), CText.ResultName(contract, method)]
        : [CText.FunctionName(contract, method)];

    private static NameClaim Claim(TypeName type, string name, string? member) =>
        new(member is null ? type : type with { Path = $"{type.Path}.{member}" }, null, [new ScopedName(Names, name)]);

    private static ScopedName FileOf(TypeName contract)
    {
        string file = CLanguage.FileOf(contract);
        return new ScopedName(Files, file, file.ToLowerInvariant());
    }
}
