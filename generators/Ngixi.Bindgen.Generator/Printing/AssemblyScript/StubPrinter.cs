using System.Globalization;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Prints the guest's side: a file for each interface, resource and enum.</summary>
internal static class StubPrinter
{
    public static StubFile Print(ImportInterface contract)
    {
        RawImports imports = new(ContractText.ShapeOf(contract).Marker);
        IReadOnlyList<ImportMethod> methods = [.. MethodVersion.Latest(contract.Methods)];
        CodeWriter body = new("  ");
        TsDocPrinter.Write(body, contract.Documentation);
        NameScope functions = new();
        body.Block($"export namespace {ScriptText.Identifier(ScriptText.NamespaceOf(contract.Name))}", () => WriteAll(
            body, methods.Select(method => (Action)(() => FunctionPrinter.WriteFunction(body, imports, contract.Module, method, functions)))));
        return File(contract.Name, methods, imports, body);
    }

    public static StubFile Print(SharedType type) => type.Resource is not null ? Print(type.Resource) : Print(type.Enum!);

    private static StubFile Print(ResourceInterface resource)
    {
        RawImports imports = new();
        IReadOnlyList<ImportMethod> latest = [.. MethodVersion.Latest(resource.Methods)];
        CodeWriter body = new("  ");
        TsDocPrinter.Write(body, resource.Documentation);
        body.Block($"export class {resource.Name.WithoutInterfacePrefix}", () =>
        {
            body.Line("/** @internal The host's handle of the object; 0 once it was given back. */");
            body.Line("constructor(public handle: i32) {}");
            NameScope members = new();
            List<Action> methods = [.. latest.Select(method => (Action)(() => FunctionPrinter.WriteMethod(body, imports, resource.Module, method, members)))];
            if (resource.ReleaseName is not null)
            {
                methods.Add(() => FunctionPrinter.WriteRelease(body, imports, resource, members));
            }

            if (methods.Count > 0)
            {
                body.Line();
                WriteAll(body, methods);
            }
        });
        return File(resource.Name, latest, imports, body);
    }

    private static StubFile Print(EnumDefinition enumeration)
    {
        CodeWriter writer = new("  ");
        ScriptText.WriteHeader(writer, enumeration.Name);
        TsDocPrinter.Write(writer, enumeration.Documentation);
        if (enumeration.Underlying is Scalar.Int64 or Scalar.UInt64)
        {
            WriteWideEnum(writer, enumeration);
        }
        else
        {
            writer.Block($"export enum {enumeration.Name.Simple}", () => WriteMembers(
                writer, enumeration, member => $"{member.Name} = {unchecked((int)(long)member.Value).ToString(CultureInfo.InvariantCulture)},"));
        }

        return new StubFile(enumeration.Name.Full, ScriptText.FileOf(enumeration.Name, isInterface: false), writer.ToString());
    }

    /// <summary>An enum of AssemblyScript has 32 bits; one of 64 is a type and a namespace of its constants.</summary>
    private static void WriteWideEnum(CodeWriter writer, EnumDefinition enumeration)
    {
        string name = enumeration.Name.Simple;
        string underlying = enumeration.Underlying == Scalar.Int64 ? "i64" : "u64";
        writer.Line($"export type {name} = {underlying};");
        writer.Line();
        writer.Block($"export namespace {name}", () => WriteMembers(
            writer, enumeration, member => $"export const {ScriptText.EnumMember(member.Name, enumeration.Underlying)}: {underlying} = {ScriptText.WideInteger(member.Value)};"));
    }

    private static void WriteMembers(CodeWriter writer, EnumDefinition enumeration, Func<EnumMember, string> print)
    {
        foreach (EnumMember member in enumeration.Members)
        {
            TsDocPrinter.Write(writer, member.Documentation);
            writer.Line(print(member));
        }
    }

    private static StubFile File(TypeName name, IReadOnlyList<ImportMethod> methods, RawImports raw, CodeWriter body)
    {
        CodeWriter writer = new("  ");
        ScriptText.WriteHeader(writer, name);
        List<string> imports = [.. ImportsOf(name, methods)];
        if (imports.Count > 0)
        {
            writer.Lines(imports);
            writer.Line();
        }

        raw.Write(writer);
        return new StubFile(name.Full, ScriptText.FileOf(name, isInterface: true), writer.ToString() + body);
    }

    private static IEnumerable<string> ImportsOf(TypeName file, IReadOnlyList<ImportMethod> methods)
    {
        IEnumerable<BindingType> types = methods.SelectMany(method => method.Parameters.Select(parameter => parameter.Type).Append(method.Result).Append(method.Errors ?? method.Result));
        SortedDictionary<string, string> imports = new(StringComparer.Ordinal);
        foreach (BindingType type in types)
        {
            switch (type)
            {
                case EnumType enumeration:
                    imports[enumeration.Name.Simple] = ScriptText.FileOf(enumeration.Name, isInterface: false);
                    break;
                case ResourceType resource when resource.Name != file:
                    imports[resource.Name.WithoutInterfacePrefix] = ScriptText.FileOf(resource.Name, isInterface: true);
                    break;
            }
        }

        foreach (KeyValuePair<string, string> import in imports)
        {
            yield return $"import {{ {import.Key} }} from \"./{Path.GetFileNameWithoutExtension(import.Value)}\";";
        }

        if (methods.Any(UsesSupport))
        {
            yield return $"import * as {SupportStub.Name} from \"./{SupportStub.Name}\";";
        }
    }

    private static bool UsesSupport(ImportMethod method) =>
        method.Errors is not null
        || method.Result is TextType or SequenceType or GuidType or ResourceType { IsNullable: true }
        || method.Parameters.Any(parameter => parameter.Type is TextType or GuidType or SequenceType { IsNullable: true });

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
}
