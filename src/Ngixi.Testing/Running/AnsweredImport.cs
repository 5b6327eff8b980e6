using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Hosting.Modules;
using Ngixi.Testing.Answers;
using Wasmtime;

namespace Ngixi.Testing.Running;

/// <summary>An import whose answers a file has: one after the other, and then the last again.</summary>
/// <param name="import">The import.</param>
/// <param name="answers">The answers.</param>
internal sealed unsafe class AnsweredImport(WasmImport import, IReadOnlyList<ImportAnswer> answers) : ImportBinding
{
    private const string Integer = "i32";

    // The binding is copied for its import, and one test has one.
    private readonly StrongBox<int> next = new();
    private readonly string[] parameters = SignatureText.Parameters(import.Type!);
    private readonly string[] results = SignatureText.Results(import.Type!);

    public void Define(Linker linker) => ImportBinder.Define(linker, this, import.Module, import.Name, import.Type!, &Answer);

    /// <summary>Says why answers do not fit the type of the import, or null where they do.</summary>
    public string? Problem() => answers.Select(ProblemOf).FirstOrDefault(problem => problem is not null) is { } found
        ? $"The answers of {UntrustedText.Quote(import.FullName)} {import.Type} do not fit: {found}."
        : null;

    private string? ProblemOf(ImportAnswer answer) => answer.Kind switch
    {
        AnswerKind.Trap => null,
        AnswerKind.Number => results.Length > 1 ? "it has several results" : null,
        AnswerKind.Error => results is [Integer] ? null : "it has no status, so it declares no errors",
        _ => results is [Integer] && parameters is [.., Integer] ? null : "it has no result area, so it returns no text, bytes or value",
    };

    private void* Run(HostCall call, ValueSlot* slots, void* caller)
    {
        ImportAnswer answer = answers[Math.Min(next.Value++, answers.Count - 1)];
        switch (answer.Kind)
        {
            case AnswerKind.Trap:
                throw new InvalidOperationException(answer.Text);
            case AnswerKind.Error:
                // Of any enum: the guest gets the number alone.
                int code = (int)answer.Integer;
                GuestException<DayOfWeek> error = new((DayOfWeek)code, answer.Text!);
                return HostCall.Fail(error, code, caller, slots, UntrustedText.Escape(import.FullName));
            case AnswerKind.Null:
                call.ReturnNull();
                return call.Complete();
            case AnswerKind.Text:
                ResultArea textArea = call.ReadResultArea(parameters.Length - 1);
                call.ReturnString(textArea, answer.Text!);
                return call.Complete(textArea);
            case AnswerKind.Bytes:
                ResultArea area = call.ReadResultArea(parameters.Length - 1);
                call.ReturnArray(area, answer.Bytes!);
                return call.Complete(area);
            default:
                Return(answer, slots);
                return call.Complete();
        }
    }

    private void Return(ImportAnswer answer, ValueSlot* slots)
    {
        switch (results)
        {
            case ["i32"]:
                slots[0].Int32 = unchecked((int)answer.Integer);
                break;
            case ["i64"]:
                slots[0].Int64 = answer.Integer;
                break;
            case ["f32"]:
                slots[0].Single = (float)answer.Number;
                break;
            case ["f64"]:
                slots[0].Double = answer.Number;
                break;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Answer(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        AnsweredImport import = Of<AnsweredImport>((nint)binding);
        try
        {
            return import.Run(new HostCall(binding, caller, slots), slots, caller);
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, UntrustedText.Escape(import.Import.FullName));
        }
    }
}
