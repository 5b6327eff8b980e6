using System.Globalization;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Prints the guest's side: a file for each interface, resource and enum.</summary>
internal static class StubPrinter
{
    /// <param name="contract">The interface.</param>
    /// <param name="marker">The import that tells the host what the guest was built for.</param>
    public static StubFile Print(ImportInterface contract, string marker)
    {
        StubFileParts parts = new(contract.Name, contract.Name.WithoutInterfacePrefix, marker);
        TsDocPrinter.Write(parts.Body, contract.Documentation);
        NameScope functions = new();
        parts.Body.Block($"export namespace {ScriptText.Identifier(ScriptText.NamespaceOf(contract.Name))}", () => WriteAll(
            parts.Body, MethodVersion.Latest(contract.Methods).Select(method => (Action)(() => FunctionPrinter.WriteFunction(parts, contract.Module, method, functions)))));
        return parts.ToFile();
    }

    public static StubFile Print(SharedType type) => type switch
    {
        { Resource: { } resource } => Print(resource),
        { Record: { } record } => RecordStubPrinter.Print(record),
        { Union: { } union } => RecordStubPrinter.Print(union),
        _ => Print(type.Enum!),
    };

    private static StubFile Print(ResourceInterface resource)
    {
        StubFileParts parts = new(resource.Name, resource.Name.WithoutInterfacePrefix);
        CodeWriter body = parts.Body;
        TsDocPrinter.Write(body, resource.Documentation);
        body.Block($"export class {resource.Name.WithoutInterfacePrefix}", () =>
        {
            body.Line("/** @internal The host's handle of the object; 0 once it was given back. */");
            body.Line("constructor(public handle: i32) {}");
            NameScope members = new();
            List<Action> methods = [.. MethodVersion.Latest(resource.Methods).Select(method => (Action)(() => FunctionPrinter.WriteMethod(parts, resource.Module, method, members)))];
            if (resource.ReleaseName is not null)
            {
                methods.Add(() => FunctionPrinter.WriteRelease(parts, resource, members));
            }

            if (methods.Count > 0)
            {
                body.Line();
                WriteAll(body, methods);
            }
        });
        return parts.ToFile();
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

        return new StubFile(enumeration.Name.Full, ScriptText.FileOf(enumeration.Name, isInterface: false), writer.Finish(), default);
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
