using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Prints the host's side of an interface: what defines its imports on a linker, and one function for each.</summary>
internal static class GluePrinter
{
    /// <summary>Prints the head of an interface's file, and the class of its glue.</summary>
    public static (string Head, string Glue) Print(LoweredImports lowered)
    {
        ImportInterface contract = lowered.Source;
        CodeWriter writer = new("    ");
        GlueNames names = new();
        string type = names.Type(contract.Name);
        string name = contract.Name.WithoutInterfacePrefix;
        NameScope functions = new("Define", $"Define{name}", contract.GlueName, ContractPrinter.Current, ContractPrinter.Earlier);
        List<GlueFunction> imports = [.. lowered.Functions.Select(function => GlueFunction.ForMethod(contract.Name, function, functions))];

        writer.Line(
            $"/// <summary>Lets guests import <see cref=\"{type}\"/> from module <c>{CSharpText.XmlText(contract.Module)}</c>.</summary>");
        WriteGeneratedCode(writer);
        WriteObsolete(writer, contract.Obsolete);
        writer.Line($"{(contract.IsPublic ? "public" : "internal")} static unsafe partial class {contract.GlueName}");
        writer.Block(() =>
        {
            writer.Line(
                $"/// <summary>Defines the imports of <see cref=\"{type}\"/>, with one implementation for all instances.</summary>");
            writer.Line("/// <param name=\"linker\">The linker.</param>");
            writer.Line("/// <param name=\"implementation\">The implementation, called on each thread that runs a guest.</param>");
            writer.Line($"public static void Define{name}(this {GlueTypes.Linker} linker, {type} implementation)");
            writer.Indented(() => writer.Line($"=> Define({GlueTypes.ImportBinder}.For<{type}>(linker, implementation));"));
            writer.Line();
            writer.Line($"/// <summary>Defines the imports of <see cref=\"{type}\"/>, with an implementation for each instance.</summary>");
            writer.Line("/// <param name=\"linker\">The linker.</param>");
            writer.Line("/// <param name=\"forInstance\">Creates the implementation at the first call of an instance.</param>");
            writer.Line(
                $"public static void Define{name}(this {GlueTypes.Linker} linker, "
                + $"{GlueTypes.Func}<{GlueTypes.GuestContext}, {type}> forInstance)");
            writer.Indented(() => writer.Line($"=> Define({GlueTypes.ImportBinder}.For<{type}>(linker, forInstance));"));
            writer.Line();
            writer.Line($"private static void Define({GlueTypes.ImportBinder} imports)");
            writer.Block(() =>
            {
                WriteDefinitions(writer, imports);
                foreach (ResourceInterface resource in contract.Resources)
                {
                    writer.Line($"{GlueNames.Generated(GlueNames.ImportsOf(resource.Name))}.Define(imports);");
                }

                writer.Line($"imports.DefineContract({ContractPrinter.Current}, {ContractPrinter.Earlier});");
            });
            WriteFunctions(writer, names, imports);
        });
        return (HeadOf(contract.Name.Namespace, $"the interface {contract.Name.Path}", names).Finish(), writer.Finish());
    }

    /// <summary>Prints what several interfaces may use; an enum needs no glue.</summary>
    public static SourceFile? Print(SharedType type) => type.Accept(new SharedGlue());

    private static SourceFile Print(LoweredResource lowered)
    {
        ResourceInterface resource = lowered.Source;
        CodeWriter writer = new("    ");
        GlueNames names = new();
        string type = names.Type(resource.Name);
        string name = GlueNames.ImportsOf(resource.Name);
        NameScope functions = new("Define", name);
        List<GlueFunction> imports = [.. lowered.Functions.Select(function => GlueFunction.ForMethod(resource.Name, function, functions))];
        if (lowered.Release is { } release)
        {
            imports.Add(GlueFunction.ForRelease(resource.Name, release, functions));
        }

        writer.Line($"/// <summary>Lets guests use <see cref=\"{type}\"/> by handle.</summary>");
        WriteGeneratedCode(writer);
        if (resource.HasObsoleteErrors)
        {
            WriteObsolete(writer);
        }

        writer.Line($"internal static unsafe class {name}");
        writer.Block(() =>
        {
            writer.Line($"internal static void Define({GlueTypes.ImportBinder} imports)");
            writer.Block(() =>
            {
                writer.Line($"if (!imports.TryAddResource<{type}>({CSharpText.Literal(resource.Module)}))");
                writer.Block(() => writer.Line("return;"));
                writer.Line();
                WriteDefinitions(writer, imports);
            });
            WriteFunctions(writer, names, imports);
        });
        return FileOf(resource.Name, GlueNames.GeneratedNamespace, $"the interface {resource.Name.Path}", names, writer);
    }

    /// <summary>The file with a type's glue. What comes before the glue depends on the names in it.</summary>
    public static SourceFile FileOf(TypeName name, string space, string origin, GlueNames names, CodeWriter glue)
    {
        CodeWriter writer = HeadOf(space, origin, names);
        writer.Append(glue);
        return new SourceFile(new HintName(name.Full), writer.Finish());
    }

    private static CodeWriter HeadOf(string space, string origin, GlueNames names)
    {
        CodeWriter writer = new("    ");
        CSharpText.WriteHeader(writer, origin);
        if (names.Aliases.Count > 0)
        {
            writer.Lines(names.Aliases.Select(alias => $"extern alias {CSharpText.Identifier(alias)};"));
            writer.Line();
        }

        if (space.Length > 0)
        {
            writer.Line($"namespace {CSharpText.NamespaceName(space)};");
            writer.Line();
        }

        return writer;
    }

    /// <param name="isInterface">Whether it is of an interface, which has no code to be covered.</param>
    public static void WriteGeneratedCode(CodeWriter writer, bool isInterface = false)
    {
        writer.Line($"[{GlueTypes.GeneratedCode}(\"Ngixi.Bindgen\", {CSharpText.Literal(CSharpText.Version)})]");
        if (!isInterface)
        {
            writer.Line($"[{GlueTypes.ExcludeFromCodeCoverage}]");
        }
    }

    /// <summary>Passes on that an interface is obsolete.</summary>
    public static void WriteObsolete(CodeWriter writer, Obsolescence? obsolete)
    {
        if (obsolete is { Message: { } message })
        {
            writer.Line($"[{GlueTypes.Obsolete}({CSharpText.Literal(message)}{(obsolete.IsError ? ", true" : "")})]");
        }
        else if (obsolete is not null)
        {
            WriteObsolete(writer);
        }
    }

    /// <summary>Marks what uses something obsolete: elsewhere, where that is an error, the compiler would refuse it.</summary>
    public static void WriteObsolete(CodeWriter writer) => writer.Line($"[{GlueTypes.Obsolete}]");

    private static void WriteDefinitions(CodeWriter writer, List<GlueFunction> imports) => writer.Lines(imports.Select(import =>
        $"imports.{(import.Lowered.Source?.IsSecret == true ? "DefineSecret" : "Define")}("
        + $"{CSharpText.Literal(import.Lowered.Module)}, {CSharpText.Literal(import.Lowered.Name)}, "
        + $"\"{SignatureOf(import.Lowered)}\", &{import.Name});"));

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
            LayoutPrinter.WriteTuple(
                writer,
                names,
                import.ResultLayout,
                import.Lowered.Source!.Result,
                ((TupleWire)import.Lowered.Value!).Fields,
                import.Lowered.Source.HasObsoleteErrors);
        }
    }

    private static void WriteFunction(CodeWriter writer, GlueNames names, GlueFunction import)
    {
        LoweredFunction lowered = import.Lowered;
        string raw = string.Join(", ", lowered.RawParameters.Select(parameter => $"{parameter.Name}: {WasmText(parameter.Type)}"));
        string result = lowered.Result is { } type ? $" -> {WasmText(type)}" : "";
        writer.Line($"// {CSharpText.Comment(import.Signature)}");
        writer.Line($"// {CSharpText.Comment($"{lowered.Module}.{lowered.Name}({raw}){result}")}");
        writer.Line($"[{GlueTypes.UnmanagedCallersOnly}(CallConvs = [typeof({GlueTypes.CallConvCdecl})])]");
        writer.Line($"[{GlueTypes.DebuggerDisableUserUnhandledExceptions}]");
        if (import.Lowered.Source?.HasObsoleteErrors == true)
        {
            WriteObsolete(writer);
        }

        writer.Line($"private static void* {import.Name}(void* binding, void* caller, {GlueTypes.ValueSlot}* slots, ulong count)");
        writer.Block(() =>
        {
            writer.Line("try");
            writer.Block(() =>
            {
                writer.Line($"{GlueTypes.HostCall} call = new(binding, caller, slots);");
                FunctionBodyPrinter.Write(writer, names, import);
            });
            string name = CSharpText.Literal($"{lowered.Module}.{lowered.Name}");
            if (import.Lowered.Error is { } errors)
            {
                writer.Line($"catch ({GlueTypes.GuestException}<{names.Type(errors.Name)}> error)");
                writer.Block(() => writer.Line($"return {GlueTypes.HostCall}.Fail(error, (int)error.Error, caller, slots, {name});"));
            }

            writer.Line($"catch ({GlueTypes.Exception} exception)");
            writer.Block(() => writer.Line($"return {GlueTypes.HostCall}.Trap(exception, caller, {name});"));
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
        WasmType.F64 => "f64",
    };

    private sealed class SharedGlue : ISharedTypeVisitor<SourceFile?>
    {
        public SourceFile? Visit(SharedResource type) => Print(type.Resource);

        public SourceFile? Visit(SharedEnum type) => null;

        public SourceFile? Visit(SharedRecord type) => LayoutPrinter.Print(type.Record);

        public SourceFile? Visit(SharedUnion type) => LayoutPrinter.Print(type.Union);
    }
}
