using Ngixi.Bindgen.Generator.Glue;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Fakes;

/// <summary>
/// Prints the part of a fake that implements its interface: for each method a property, the method, and the record of its calls.
/// </summary>
internal sealed class FakePrinter
{
    private const string Testing = "global::Ngixi.Testing.";

    private readonly CodeWriter writer = new("    ");
    private readonly GlueNames names = new();
    private readonly FakeClass fake;
    private readonly string accessibility;

    private FakePrinter(FakeClass fake)
    {
        this.fake = fake;
        accessibility = fake.HasPublicMembers ? "public" : "internal";
    }

    public static SourceFile Print(FakeClass fake) => new FakePrinter(fake).Print();

    private SourceFile Print()
    {
        string name = CSharpText.Identifier(fake.Name.Simple);
        string contract = names.Type(fake.Interface);
        string client = fake.Client is { } asynchronous ? $", {names.Type(asynchronous)}" : "";
        writer.Line(
            $"/// <summary>A fake of <see cref=\"{contract}\"/>: each property says how a method answers, and has its calls.</summary>");
        writer.Line($"partial class {name} : global::{KnownNames.FakeBase}, {contract}{client}");
        writer.Block(() =>
        {
            writer.Line("/// <summary>Creates a fake of which nothing is said yet.</summary>");
            writer.Line($"public {name}()");
            writer.Indented(() => writer.Line($": base({CSharpText.Literal(fake.Interface.Simple)})"));
            writer.Block(() => writer.Lines(fake.Methods.SelectMany(Initialize)));
            foreach (FakeMethod method in fake.Methods)
            {
                writer.Line();
                Write(method);
            }
        });
        return GluePrinter.FileOf(fake.Name, fake.Name.Namespace, $"the fake {fake.Name.Path}", names, writer);
    }

    private IEnumerable<string> Initialize(FakeMethod method)
    {
        string property = CSharpText.Identifier(method.Property);
        yield return $"{property} = new({ArgumentsOf(method)});";
        if (method.IsDisposal)
        {
            yield return $"{property}.Always.Returns();";
        }
    }

    private string ArgumentsOf(FakeMethod method)
    {
        string fallback = method.Result is null ? ""
            : method.Fallback is { } value ? $", static () => {names.Type(value)}"
            : ", null";
        string errors = method.Errors is { } type ? $", typeof({names.Type(type)})" : "";
        return $"this, {CSharpText.Literal(method.Property)}{fallback}{errors}";
    }

    private void Write(FakeMethod method)
    {
        string signature = CSharpText.XmlText(method.Signature);
        string record = CSharpText.Identifier(method.Record);
        string type = method.Result is { } result
            ? $"{Testing}FakeMethod<{record}, {names.Type(result)}>"
            : $"{Testing}FakeAction<{record}>";
        writer.Line($"/// <summary>Gets how <c>{signature}</c> answers, and its calls.</summary>");
        WriteObsolete(method);
        writer.Line($"{accessibility} {type} {CSharpText.Identifier(method.Property)} {{ get; }}");
        foreach (QualifiedName declarer in method.Declarers)
        {
            writer.Line();
            WriteImplementation(method, names.Type(declarer));
        }

        if (fake.Client is { } client)
        {
            writer.Line();
            WriteClient(method, names.Type(client));
        }

        writer.Line();
        string members = string.Join(
            ", ",
            Kept(method).Select(parameter => $"{names.Type(parameter.Kept)} {CSharpText.Identifier(parameter.Member)}"));
        writer.Line($"/// <summary>A call of <c>{signature}</c>.</summary>");
        WriteObsolete(method);
        writer.Line($"{accessibility} sealed record {record}({members}) : {Testing}FakeCall;");
    }

    private void WriteImplementation(FakeMethod method, string declarer)
    {
        string parameters = string.Join(", ", method.Parameters.Select(ParameterOf));
        WriteObsolete(method);
        writer.Line($"{names.Type(method.ReturnType)} {declarer}.{CSharpText.Identifier(method.Name)}({parameters})");
        string answer = AnswerOf(method);
        FakeParameter[] outs = [.. method.Parameters.Where(parameter => parameter.Kind == FakeParameterKind.Out)];
        FakeParameter[] buffers = [.. method.Parameters.Where(parameter => parameter.Kind == FakeParameterKind.Buffer)];
        if (outs.Length == 0 && buffers.Length == 0)
        {
            writer.Indented(() => writer.Line($"=> {answer}({CallOf(method)}{TokenOf(method)}){TaskOf(method)};"));
            return;
        }

        NameScope locals = new([.. method.Parameters.Select(parameter => parameter.Name)]);
        string call = locals.Take("call");
        string result = locals.Take("result");
        writer.Block(() =>
        {
            writer.Line($"{CSharpText.Identifier(method.Record)} {call} = {CallOf(method, "")};");
            string[] targets =
            [
                .. method.ReturnsValue ? [$"var {result}"] : Array.Empty<string>(),
                .. outs.Select(parameter => CSharpText.Identifier(parameter.Name)),
            ];
            string target = targets.Length switch
            {
                0 when method.Completion != Completion.Synchronous => $"var {result} = ",
                0 => "",
                1 => $"{targets[0]} = ",
                _ => $"({string.Join(", ", targets)}) = ",
            };
            writer.Line($"{target}{answer}({call}{TokenOf(method)}){TaskOf(method)};");
            writer.Lines(buffers.Select(parameter =>
                $"{call}.{CSharpText.Identifier(parameter.Member)}.CopyTo({CSharpText.Identifier(parameter.Name)});"));
            if (method.ReturnsValue || method.Completion != Completion.Synchronous)
            {
                writer.Line($"return {result};");
            }
        });
    }

    private string ParameterOf(FakeParameter parameter)
    {
        string kind = parameter.Kind == FakeParameterKind.Out ? "out " : "";
        return $"{kind}{names.Type(parameter.Type)} {CSharpText.Identifier(parameter.Name)}";
    }

    private void WriteClient(FakeMethod method, string client)
    {
        FakeParameter[] passed = [.. method.Parameters.Where(parameter => parameter.Kind != FakeParameterKind.Out)];
        string cancellation = new NameScope([.. passed.Select(parameter => parameter.Name)]).Take("cancellation");
        string parameters = string.Concat(
            passed.Select(parameter => $"{names.Type(parameter.Type)} {CSharpText.Identifier(parameter.Name)}, "));
        string task = method.Result is { } result ? $"{GlueTypes.ValueTask}<{names.Type(result)}>" : GlueTypes.ValueTask;
        WriteObsolete(method);
        writer.Line(
            $"{task} {client}.{CSharpText.Identifier(method.ClientName)}({parameters}{GlueTypes.CancellationToken} {cancellation})");
        writer.Indented(() => writer.Line(
            $"=> this.{CSharpText.Identifier(method.Property)}.CallAsync({CallOf(method)}, {cancellation});"));
    }

    private static IEnumerable<FakeParameter> Kept(FakeMethod method) => method.Parameters.Where(parameter => parameter.Member.Length > 0);

    private static string AnswerOf(FakeMethod method) =>
        $"this.{CSharpText.Identifier(method.Property)}.{(method.Completion == Completion.Synchronous ? "Call" : "CallAsync")}";

    private static string TaskOf(FakeMethod method) => method.Completion == Completion.Task ? ".AsTask()" : "";

    private static string TokenOf(FakeMethod method) => string.Concat(method.Parameters
        .Where(parameter => parameter.Kind == FakeParameterKind.Cancellation)
        .Take(1)
        .Select(parameter => $", {CSharpText.Identifier(parameter.Name)}"));

    private static string CallOf(FakeMethod method) => CallOf(method, " " + CSharpText.Identifier(method.Record));

    private static string CallOf(FakeMethod method, string type)
    {
        string arguments = string.Join(", ", Kept(method).Select(parameter => CSharpText.Identifier(parameter.Name) + parameter.Kind switch
        {
            FakeParameterKind.View or FakeParameterKind.Buffer => ".ToArray()",
            FakeParameterKind.TextView => ".ToString()",
            _ => "",
        }));
        string context = string.Concat(method.Parameters
            .Where(parameter => parameter.Kind == FakeParameterKind.Context)
            .Take(1)
            .Select(parameter => $" {{ Context = {CSharpText.Identifier(parameter.Name)} }}"));
        return $"new{type}({arguments}){context}";
    }

    private void WriteObsolete(FakeMethod method)
    {
        if (method.HasObsoleteErrors)
        {
            GluePrinter.WriteObsolete(writer);
        }
    }
}
