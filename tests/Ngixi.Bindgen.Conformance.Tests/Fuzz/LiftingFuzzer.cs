using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests.Fuzz;

/// <summary>Passes damaged values to every parameter of the table.</summary>
/// <param name="isC">Whether a guest in C passes them, by the printed functions.</param>
internal sealed class LiftingFuzzer : ValueFuzzer
{
    private readonly Taker taker = new();
    private readonly bool isC;

    public LiftingFuzzer(bool isC)
    {
        this.isC = isC;
        Linker.DefineTake(taker);
    }

    protected override RawGuest Make() => isC
        ? CHostileGuest.Importing(Linker)
        : RawGuest.Create(Linker, [.. Rows.Select(row => SignatureOf(row.Row, row.Form, row.Values[0]))]);

    protected override object? Pass(TypeRow row, StoredForm form, List<object> arguments)
    {
        Guest.Call(row.TakeImport, [.. arguments]);
        return taker.Value;
    }

    protected override bool IsRefusal(Exception exception) =>
        exception.InnerException is WasmImportException { IsBadArgument: true, Message.Length: < 400 };

    /// <summary>The signature of the import that takes a value of the form.</summary>
    private static string SignatureOf(TypeRow row, StoredForm form, object? value)
    {
        GuestImage image = new(new Random(0));
        image.TryPass(value, form);
        IEnumerable<string> types = image.Arguments.Select(argument => argument switch
        {
            int => "i32",
            long => "i64",
            float => "f32",
            _ => "f64",
        });
        return $"conformance.{row.TakeImport} ({string.Join(' ', types)})";
    }
}
