using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints the host's side of an interface: what defines its imports on a linker, and one function for each.</summary>
internal static class GluePrinter
{
    public static SourceFile Print(ImportInterface contract)
    {
        CodeWriter writer = new("    ");
        GlueNames names = new(contract.Name.Namespace, contract.QualifyNames);
        string type = names.Type(contract.Name);
        string name = contract.Name.WithoutInterfacePrefix;
        NameScope functions = new("Define", $"Define{name}", $"{name}Imports", ContractPrinter.Current, ContractPrinter.Earlier);
        List<GlueFunction> imports = [.. contract.Methods.Select(method => GlueFunction.ForMethod(contract.Module, contract.Name, method, hasReceiver: false, functions))];

        writer.Line($"/// <summary>Lets guests import <see cref=\"{type}\"/> from module <c>{XmlText(contract.Module)}</c>.</summary>");
        WriteGeneratedCode(writer, names);
        writer.Line($"{(contract.IsPublic ? "public" : "internal")} static unsafe partial class {name}Imports");
        writer.Block(() =>
        {
            writer.Line($"/// <summary>Defines the imports of <see cref=\"{type}\"/>, with one implementation for all instances.</summary>");
            writer.Line("/// <param name=\"linker\">The linker.</param>");
            writer.Line("/// <param name=\"implementation\">What guests call, from each thread that runs one.</param>");
            writer.Line($"public static void Define{name}(this {names["Linker"]} linker, {type} implementation)");
            writer.Indented(() => writer.Line($"=> Define({names["ImportBinder"]}.For(linker, implementation));"));
            writer.Line();
            writer.Line($"/// <summary>Defines the imports of <see cref=\"{type}\"/>, with an implementation for each instance.</summary>");
            writer.Line("/// <param name=\"linker\">The linker.</param>");
            writer.Line("/// <param name=\"forInstance\">Makes the implementation when an instance first calls.</param>");
            writer.Line($"public static void Define{name}(this {names["Linker"]} linker, {names["Func"]}<{names["GuestContext"]}, {type}> forInstance)");
            writer.Indented(() => writer.Line($"=> Define({names["ImportBinder"]}.For(linker, forInstance));"));
            writer.Line();
            writer.Line($"private static void Define({names["ImportBinder"]} imports)");
            writer.Block(() =>
            {
                WriteDefinitions(writer, imports);
                foreach (ResourceInterface resource in contract.Resources)
                {
                    writer.Line($"{ResourceClass(resource.Name, contract.Name.Namespace)}.Define(imports);");
                }

                writer.Line($"imports.DefineContract({ContractPrinter.Current}, {ContractPrinter.Earlier});");
            });
            WriteFunctions(writer, names, imports);
        });
        return FileOf(contract.Name, $"the interface {contract.Name.Path}", names, writer);
    }

    /// <summary>Prints what several interfaces may use; an enum needs no glue.</summary>
    public static SourceFile Print(SharedType type) => type switch
    {
        { Record: { } record } => LayoutPrinter.Print(record),
        { Union: { } union } => LayoutPrinter.Print(union),
        _ => Print(type.Resource!),
    };

    private static SourceFile Print(ResourceInterface resource)
    {
        CodeWriter writer = new("    ");
        GlueNames names = new(resource.Name.Namespace, resource.QualifyNames);
        string type = names.Type(resource.Name);
        NameScope functions = new("Define", $"{resource.Name.WithoutInterfacePrefix}Imports");
        List<GlueFunction> imports = [.. resource.Methods.Select(method => GlueFunction.ForMethod(resource.Module, resource.Name, method, hasReceiver: true, functions))];
        if (resource.ReleaseName is not null)
        {
            imports.Add(GlueFunction.ForRelease(resource, functions));
        }

        writer.Line($"/// <summary>Lets guests use <see cref=\"{type}\"/> by handle.</summary>");
        WriteGeneratedCode(writer, names);
        writer.Line($"internal static unsafe class {resource.Name.WithoutInterfacePrefix}Imports");
        writer.Block(() =>
        {
            writer.Line($"internal static void Define({names["ImportBinder"]} imports)");
            writer.Block(() =>
            {
                writer.Line($"if (!imports.TryAddResource<{type}>({CSharpText.Literal(resource.Module)}))");
                writer.Block(() => writer.Line("return;"));
                writer.Line();
                WriteDefinitions(writer, imports);
            });
            WriteFunctions(writer, names, imports);
        });
        return FileOf(resource.Name, $"the interface {resource.Name.Path}", names, writer);
    }

    /// <summary>The file with a type's glue. What comes before the glue is known once it is known what that names.</summary>
    public static SourceFile FileOf(TypeName name, string origin, GlueNames names, CodeWriter glue)
    {
        CodeWriter writer = new("    ");
        CSharpText.WriteHeader(writer, origin);
        List<string> usings = [.. names.Usings];
        if (usings.Count > 0)
        {
            writer.Lines(usings.Select(item => $"using {item};"));
            writer.Line();
        }

        if (name.Namespace.Length > 0)
        {
            writer.Line($"namespace {CSharpText.NamespaceName(name.Namespace)};");
            writer.Line();
        }

        writer.Append(glue);
        return new SourceFile($"{name.Full}.g.cs", writer.Finish());
    }

    public static void WriteGeneratedCode(CodeWriter writer, GlueNames names) =>
        writer.Line($"[{names.Attribute("GeneratedCode")}(\"Ngixi.Bindgen\", \"1\")]");

    private static void WriteDefinitions(CodeWriter writer, List<GlueFunction> imports) => writer.Lines(imports.Select(import =>
        $"imports.Define({CSharpText.Literal(import.Lowered.Module)}, {CSharpText.Literal(import.Lowered.Name)}, \"{SignatureOf(import.Lowered)}\", &{import.Name});"));

    private static void WriteFunctions(CodeWriter writer, GlueNames names, List<GlueFunction> imports)
    {
        foreach (GlueFunction import in imports)
        {
            writer.Line();
            WriteFunction(writer, names, import);
        }

        foreach (GlueFunction import in imports.Where(import => import.ResultLayout.Length > 0))
        {
            writer.Line();
            LayoutPrinter.WriteTuple(writer, names, import.ResultLayout, (TupleType)import.Method!.Result);
        }
    }

    private static void WriteFunction(CodeWriter writer, GlueNames names, GlueFunction import)
    {
        LoweredFunction lowered = import.Lowered;
        string raw = string.Join(", ", lowered.RawParameters.Select(parameter => $"{parameter.Name}: {WasmText(parameter.Type)}"));
        string result = lowered.Result is { } type ? $" -> {WasmText(type)}" : "";
        writer.Line($"// {import.Signature}");
        writer.Line(LineText($"// {lowered.Module}.{lowered.Name}({raw}){result}"));
        writer.Line($"[{names.Attribute("UnmanagedCallersOnly")}(CallConvs = [typeof({names["CallConvCdecl"]})])]");
        writer.Line($"private static nint {import.Name}(nint binding, nint caller, {names["ValueSlot"]}* slots, nuint count)");
        writer.Block(() =>
        {
            writer.Line("try");
            writer.Block(() =>
            {
                writer.Line($"{names["HostCall"]} call = new(binding, caller, slots);");
                FunctionBodyPrinter.Write(writer, names, import);
            });
            if (import.Method?.Errors is { } errors)
            {
                writer.Line($"catch ({names["GuestException"]}<{names.Type(errors.Name)}> error)");
                writer.Block(() => writer.Line($"return {names["HostCall"]}.Fail(error, (int)error.Error, caller, slots, {CSharpText.Literal($"{lowered.Module}.{lowered.Name}")});"));
            }

            writer.Line($"catch ({names["Exception"]} exception)");
            writer.Block(() => writer.Line(
                $"return {names["HostCall"]}.Trap(exception, {CSharpText.Literal($"{lowered.Module}.{lowered.Name}")});"));
            writer.Line();
            writer.Line($"return {names["HostCall"]}.Success;");
        });
    }

    private static string SignatureOf(LoweredFunction function)
    {
        string parameters = string.Join(" ", function.RawParameters.Select(parameter => WasmText(parameter.Type)));
        return function.Result is { } result ? $"({parameters}) -> {WasmText(result)}" : $"({parameters})";
    }

    public static string WasmText(WasmType type) => type switch
    {
        WasmType.I32 => "i32",
        WasmType.I64 => "i64",
        WasmType.F32 => "f32",
        _ => "f64",
    };

    private static string ResourceClass(TypeName resource, string currentNamespace) =>
        CSharpText.TypeReference(new TypeName(resource.Namespace, $"{resource.WithoutInterfacePrefix}Imports"), currentNamespace);

    private static string XmlText(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    private static string LineText(string text) => text.Replace("\r", "\\r").Replace("\n", "\\n");
}
