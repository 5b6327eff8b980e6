using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>The raw imports of one stub file, in a namespace that only the file sees.</summary>
/// <param name="markers">The imports that tell the host at start what the guest was built for, or null for none.</param>
internal sealed class RawImports(IReadOnlyList<string>? markers = null)
{
    public const string Namespace = "raw";

    /// <summary>What each function mentions, so that the marker is imported by the guests that call one, and by no other.</summary>
    public const string Contract = $"{Namespace}.{ContractName}";

    private const string ContractName = "CONTRACT";
    private const string TellContract = "tellContract";
    private const string MarkerName = "contract";

    private readonly NameScope names = new(ContractName, TellContract, MarkerName);
    private readonly List<(string Name, LoweredFunction Function, string Result)> imports = [];

    /// <summary>Adds an import and returns what calls it.</summary>
    public string Add(LoweredFunction function)
    {
        string name = names.Take(IdentifierOf(function.Name));
        string type = function.Passing == ResultPassing.Direct ? function.Value!.Accept(RawTypes.Instance)
            : function.Result is null ? "void"
            : "i32";
        imports.Add((name, function, type));
        return $"{Namespace}.{name}";
    }

    public void Write(CodeWriter writer)
    {
        if (imports.Count == 0)
        {
            return;
        }

        writer.Block($"namespace {Namespace}", () =>
        {
            for (int i = 0; i < imports.Count; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                (string name, LoweredFunction function, string result) = imports[i];
                NameScope parameters = new();
                WriteExternal(writer, function.Module, function.Name);
                Layout.WriteSignature(
                    writer,
                    $"export declare function {name}",
                    [.. Parameters(function).Select(parameter =>
                        $"{parameters.Take(ScriptWords.Identifier(parameter.Name))}: {parameter.Type}")],
                    $": {result};");
            }

            if (markers is not null)
            {
                WriteMarkers(writer, markers);
            }
        });
        writer.Line();
    }

    /// <summary>A lazy constant is made at the guest's start, where anything that is compiled mentions it.</summary>
    private void WriteMarkers(CodeWriter writer, IReadOnlyList<string> markers)
    {
        List<string> functions = [MarkerName, .. markers.Skip(1).Select(_ => names.Take(MarkerName))];
        foreach ((string marker, string function) in markers.Zip(functions, (marker, function) => (marker, function)))
        {
            writer.Line();
            WriteExternal(writer, LoweredImports.SupportModule, marker);
            writer.Line($"export declare function {function}(): void;");
        }

        writer.Line();
        writer.Block($"export function {TellContract}(): bool", () =>
        {
            writer.Lines(functions.Select(function => $"{function}();"));
            writer.Line("return true;");
        });
        writer.Line();
        writer.Line("// Reports the contract of this stub to the host, at the start of a guest that uses it.");
        writer.Line("// @ts-ignore: decorator");
        writer.Line("@lazy");
        writer.Line($"export const {ContractName}: bool = {Namespace}.{TellContract}();");
    }

    private static void WriteExternal(CodeWriter writer, string module, string name)
    {
        writer.Line("// @ts-ignore: decorator");
        writer.Line("@unsafe");
        Layout.Write(writer, "", new Expression.Call("@external", [ScriptText.Literal(module), ScriptText.Literal(name)]), "");
    }

    private static IEnumerable<(string Name, string Type)> Parameters(LoweredFunction function)
    {
        if (function.Receiver is { } receiver)
        {
            yield return (receiver.Name, "i32");
        }

        foreach (LoweredParameter parameter in function.Parameters)
        {
            foreach (RawParameter raw in parameter.Raw)
            {
                yield return (raw.Name, raw.Role switch
                {
                    RawRole.Pointer or RawRole.ResultArea => "usize",
                    RawRole.Value => parameter.Wire.Accept(RawTypes.Instance),
                    RawRole.Flag or RawRole.Handle or RawRole.Length => "i32",
                });
            }
        }

        if (function.Area is { } area)
        {
            yield return (area.Name, "usize");
        }
    }

    /// <summary>An import's name may be any text; what names it here must be an identifier.</summary>
    private static string IdentifierOf(string importName)
    {
        string name = new([.. importName.Select(character =>
            char.IsLetterOrDigit(character) && character < 128 || character == '_' ? character : '_')]);
        return ScriptWords.Identifier(char.IsDigit(name[0]) ? "_" + name : name);
    }

    /// <summary>The type of a wasm value of each shape.</summary>
    private sealed class RawTypes : IWireVisitor<string>
    {
        public static readonly RawTypes Instance = new();

        public string Visit(ScalarWire wire) => ScriptText.ScalarName(wire.Stored);

        // An enum would be a type of the user, which an import may have the name of.
        public string Visit(EnumWire wire) => ScriptText.IsWide(wire.Stored) ? ScriptText.ScalarName(wire.Stored) : "i32";

        public string Visit(BytesWire wire) => "usize";

        public string Visit(TextWire wire) => "usize";

        public string Visit(NumbersWire wire) => "usize";

        public string Visit(TableWire wire) => "usize";

        public string Visit(MapWire wire) => "usize";

        public string Visit(StructWire wire) => "usize";

        public string Visit(TupleWire wire) => "usize";

        public string Visit(HandleWire wire) => "i32";

        public string Visit(NullWire wire) => wire.Value.Accept(this);
    }
}
