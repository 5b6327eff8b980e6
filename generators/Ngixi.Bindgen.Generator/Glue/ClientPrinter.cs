using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>
/// Prints the asynchronous interface of a guest that may run elsewhere, what implements it by blocks of bytes, and what serves such
/// calls where the guest is. Every type that an export may have travels, so each method has its like.
/// </summary>
internal sealed class ClientPrinter
{
    private readonly CodeWriter writer;
    private readonly GlueNames names;
    private readonly ExportInterface contract;
    private readonly string glue;
    private readonly string client;
    private readonly string implementation;
    private readonly List<ClientMethod> methods;

    private ClientPrinter(CodeWriter writer, GlueNames names, LoweredExports lowered)
    {
        this.writer = writer;
        this.names = names;
        contract = lowered.Source;
        glue = names.Type(contract.Name with { Path = contract.GlueName });
        client = names.Type(contract.Name with { Path = contract.ClientName! });
        implementation = new NameScope(contract.GlueName).Take($"{contract.Name.WithoutInterfacePrefix}Client");
        methods = ClientMethod.Of(lowered, new NameScope(implementation, "Service", "Serve", "caller"));
    }

    /// <summary>Writes the class that implements the interface, inside the class of the glue.</summary>
    /// <param name="expected">The field there with what guests export.</param>
    public static void WriteImplementation(CodeWriter writer, GlueNames names, LoweredExports lowered, string expected) =>
        new ClientPrinter(writer, names, lowered).WriteImplementation(expected);

    /// <summary>Writes the interface, beside the class of the glue.</summary>
    public static void WriteInterface(CodeWriter writer, GlueNames names, LoweredExports lowered) =>
        new ClientPrinter(writer, names, lowered).WriteInterface();

    private void WriteInterface()
    {
        string accessibility = contract.IsPublic ? "public" : "internal";
        string self = $"{GlueTypes.IGuestClient}<{client}>";
        writer.Line(
            $"/// <summary>The <see cref=\"{names.Type(contract.Name)}\"/> of a guest that may run elsewhere: "
            + "in another thread, process or machine.</summary>");
        GluePrinter.WriteGeneratedCode(writer, isInterface: true);
        GluePrinter.WriteObsolete(writer, contract.Obsolete);
        writer.Line($"{accessibility} interface {contract.ClientName!} : {self}");
        writer.Block(() =>
        {
            foreach (ClientMethod method in methods)
            {
                writer.Line($"/// <summary>Calls <c>{CSharpText.XmlText(method.Source.Signature)}</c> of the guest.</summary>");
                WriteObsolete(method);
                writer.Line($"{ReturnOf(method)} {method.Name}({ParametersOf(method, areOptional: true)});");
                writer.Line();
            }

            writer.Line($"static {GlueTypes.GuestService} {self}.Service => {glue}.{implementation}.Service;");
            writer.Line();
            writer.Line($"static {client} {self}.Create({GlueTypes.GuestCaller} caller) => new {glue}.{implementation}(caller);");
        });
    }

    private void WriteImplementation(string expected)
    {
        writer.Line($"internal sealed class {implementation} : {client}");
        writer.Block(() =>
        {
            writer.Line($"internal static readonly {GlueTypes.GuestService} Service = new({expected}, Serve);");
            writer.Line();
            writer.Line($"private readonly {GlueTypes.GuestCaller} caller;");
            writer.Line();
            writer.Line($"public {implementation}({GlueTypes.GuestCaller} caller) => this.caller = caller;");
            foreach (ClientMethod method in methods)
            {
                writer.Line();
                WriteCall(method);
            }

            writer.Line();
            WriteServe();
            foreach (ClientMethod method in methods.Where(method => method.TupleLayout.Length > 0))
            {
                writer.Line();
                LayoutPrinter.WriteTuple(
                    writer,
                    names,
                    method.TupleLayout,
                    method.Source.Result,
                    ((TupleWire)method.Lowered.Value!).Fields,
                    method.Source.HasObsoleteErrors);
            }
        });
    }

    private void WriteCall(ClientMethod method)
    {
        NameScope locals = new([.. method.Source.Parameters.Select(parameter => parameter.Name)]);
        string cancellation = locals.Take("cancellation");
        string arguments = locals.Take("arguments");
        WriteObsolete(method);
        writer.Line($"{ReturnOf(method)} {client}.{method.Name}({ParametersOf(method, areOptional: false)})");
        writer.Block(() =>
        {
            writer.Line(
                $"{GlueTypes.BlockWriter} {arguments} = {GlueTypes.GuestBlock}.Begin(size: "
                + $"{CSharpText.Number(method.Lowered.Arguments.Items.Count == 0 ? 0 : method.Lowered.Arguments.Layout.Size)});");
            ExportGluePrinter.WriteFields(writer, names, method.Lowered.Arguments, arguments);
            string types = method.Source.Result is VoidType ? "" : $"<{ResultOf(method)}, {LayoutOf(method)}>";
            writer.Line(
                $"return {glue}.{implementation}.Service.CallAsync{types}("
                + $"this.caller, export: {CSharpText.Number(method.Number)}, {arguments}, {cancellation});");
        });
    }

    private void WriteServe()
    {
        if (methods.Any(method => method.Source.HasObsoleteErrors))
        {
            GluePrinter.WriteObsolete(writer);
        }

        writer.Line(
            $"private static {GlueTypes.ReadOnlyMemory}<byte> Serve("
            + $"{GlueTypes.Instance} instance, int export, ref {GlueTypes.BlockReader} arguments)");
        writer.Block(() =>
        {
            writer.Line($"{names.Type(contract.Name)} guest = Get{contract.Name.WithoutInterfacePrefix}(instance);");
            writer.Line("switch (export)");
            writer.Block(() =>
            {
                foreach (ClientMethod method in methods)
                {
                    writer.Line($"case {CSharpText.Number(method.Number)}:");
                    writer.Block(() => WriteCase(method));
                }

                writer.Line("default:");
                writer.Indented(() => writer.Line($"throw new {GlueTypes.InvalidOperationException}(\"There is no such export.\");"));
            });
        });
    }

    private void WriteCase(ClientMethod method)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (LoweredField field in method.Lowered.Arguments.Items)
        {
            string value = $"argument{CSharpText.Number(values.Count)}";
            values.Add(field.Source.Name, value);
            (string type, string layout) = Held(field.Source.Type);
            writer.Line(
                $"{type} {value} = arguments.Read<{type}, {layout}>({CSharpText.Number(field.Offset)}, "
                + $"{CSharpText.Literal(field.Source.Name)});");
        }

        List<string> outs = [];
        List<string> passed = [];
        foreach (MethodParameter parameter in method.Source.Parameters)
        {
            if (parameter.IsOut)
            {
                outs.Add($"out{CSharpText.Number(outs.Count)}");
                passed.Add($"out {TypeText.Of(names, parameter.Type)} {outs[outs.Count - 1]}");
            }
            else
            {
                passed.Add(values[parameter.Name]);
            }
        }

        string declarer = names.Type(method.Source.Declarers[0]);
        string call = $"(({declarer})guest).{CSharpText.Identifier(method.Source.Name)}({string.Join(", ", passed)})";
        if (method.Source.Returned is VoidType)
        {
            writer.Line($"{call};");
        }
        else
        {
            writer.Line($"{TypeText.Of(names, method.Source.Returned)} returned = {call};");
            outs.Insert(0, "returned");
        }

        string result = outs.Count == 1 ? outs[0] : $"({string.Join(", ", outs)})";
        writer.Line(outs.Count == 0
            ? "return default;"
            : $"return {GlueTypes.GuestBlock}.Of<{ResultOf(method)}, {LayoutOf(method)}>({result}, \"result\");");
    }

    private string ParametersOf(ClientMethod method, bool areOptional)
    {
        List<MethodParameter> parameters = [.. method.Source.Parameters.Where(parameter => !parameter.IsOut)];
        string cancellation = new NameScope([.. method.Source.Parameters.Select(parameter => parameter.Name)]).Take("cancellation");

        // One with a default value may stand before another without: no default is of use, then.
        int required = areOptional ? parameters.FindLastIndex(parameter => DefaultText.Of(names, parameter) is null) : int.MaxValue;
        IEnumerable<string> texts = parameters.Select((parameter, index) =>
            $"{TypeText.Of(names, parameter.Type)} {CSharpText.Identifier(parameter.Name)}"
            + (index > required ? $" = {DefaultText.Of(names, parameter)}" : ""));
        return string.Join(", ", [.. texts, $"{GlueTypes.CancellationToken} {cancellation}{(areOptional ? " = default" : "")}"]);
    }

    private string ReturnOf(ClientMethod method) =>
        method.Source.Result is VoidType ? GlueTypes.ValueTask : $"{GlueTypes.ValueTask}<{NamedResultOf(method)}>";

    /// <summary>The result with the names of several, unless C# does not allow one in a tuple: parameters may have others.</summary>
    private string NamedResultOf(ClientMethod method) =>
        method.Source.Result is TupleType { Fields: var fields } && TupleNames.AreAllowed([.. fields.Select(field => field.Name)])
            ? $"({string.Join(", ", fields.Select(field => $"{TypeText.Of(names, field.Type)} {CSharpText.Identifier(field.Name)}"))})"
            : ResultOf(method);

    private string ResultOf(ClientMethod method) => TypeText.Of(names, method.Source.Result);

    private string LayoutOf(ClientMethod method) =>
        method.TupleLayout.Length > 0 ? method.TupleLayout : LayoutText.Of(names, method.Source.Result);

    /// <summary>What a value is read as: a span is a view of nothing here, so it is read as what it is a view of.</summary>
    private (string Type, string Layout) Held(BindingType type)
    {
        BindingType held = type switch
        {
            TextType => new TextType(TextForm.String),
            SequenceType { Form: SequenceForm.ReadOnlySpan } span => new SequenceType(span.Element, SequenceForm.Array),
            _ => type,
        };
        return (TypeText.Of(names, held), LayoutText.Of(names, held));
    }

    private void WriteObsolete(ClientMethod method)
    {
        if (method.Source.HasObsoleteErrors)
        {
            GluePrinter.WriteObsolete(writer);
        }
    }
}
