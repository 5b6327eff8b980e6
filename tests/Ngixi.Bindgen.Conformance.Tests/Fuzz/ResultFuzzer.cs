using System.Runtime.InteropServices;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests.Fuzz;

/// <summary>Returns damaged values from every export of the table, by a guest in C.</summary>
/// <param name="isRaw">Whether the exports are the guest's own, and not the printed ones.</param>
internal sealed class ResultFuzzer(bool isRaw) : ValueFuzzer
{
    /// <summary>Where the guest has an optional value that it returns a pointer to.</summary>
    private const int Optional = 48;

    private IEcho? echo;

    protected override RawGuest Make()
    {
        Linker.DefineSupportImports();
        RawGuest made = CHostileGuest.Exporting(Linker, isRaw);
        echo = made.Instance.GetEcho();
        return made;
    }

    protected override object? Pass(TypeRow row, StoredForm form, List<object> arguments)
    {
        Span<byte> result = Guest.Bytes(CHostileGuest.Result, 24);
        result.Clear();
        if (isRaw)
        {
            WriteRaw(result, form, arguments);
        }
        else
        {
            Write(result, form, arguments);
        }

        return echo!.Call(row.Name, Rows.First(other => other.Row == row).Values[0]);
    }

    protected override bool IsRefusal(Exception exception) => exception is WasmExportException { Message.Length: < 400 };

    /// <summary>Writes what a C function returns.</summary>
    private void Write(Span<byte> result, StoredForm form, List<object> arguments)
    {
        bool isOptional = form.Kind == StoredKind.Optional;
        if ((isOptional ? form.Item.Type : form.Type) == typeof(Guid))
        {
            // C has them by value: what the guest has no bytes of is all zeros.
            int at = (int)arguments[0];
            Span<byte> guid = at is > 0 and <= RawGuest.MemorySize - 16 ? Guest.Bytes(at, 16) : new byte[16];
            guid.CopyTo(result[(isOptional ? sizeof(int) : 0)..]);
            result[0] = isOptional && at != 0 ? (byte)1 : result[0];
            return;
        }

        int end = 0;
        foreach (object argument in arguments)
        {
            end = isOptional && end > 0 ? Math.Max(end, form.Item.Alignment) : end;
            end += WriteWord(result[end..], argument);
        }
    }

    /// <summary>Writes what an export returns: a number, or a pointer above a length.</summary>
    private void WriteRaw(Span<byte> result, StoredForm form, List<object> arguments)
    {
        switch (form.Kind)
        {
            case StoredKind.Optional when form.Item.Type != typeof(Guid):
                WriteWord(Guest.Bytes(Optional, sizeof(long)), arguments[1]);
                int flag = (int)arguments[0];
                WritePair(result, flag is 1 ? Optional : flag, flag is 0 ? 0 : form.Item.Size);
                break;
            case StoredKind.Scalar when form.Type != typeof(Guid):
                WriteWord(result, arguments[0]);
                break;
            case StoredKind.Text or StoredKind.Numbers or StoredKind.List or StoredKind.Dictionary:
                WritePair(result, (int)arguments[0], (int)arguments[1]);
                break;
            default:
                WritePair(result, (int)arguments[0], (int)arguments[0] == 0 ? 0 : SizeOf(form));
                break;
        }
    }

    private static int SizeOf(StoredForm form) => form switch
    {
        { Kind: StoredKind.Optional } => form.Item.Size,
        { Kind: StoredKind.Pointer, Type.IsAbstract: true } => 8,
        { Kind: StoredKind.Pointer } => StoredForm.OfRecord(form.Type).Size,
        _ => form.Size,
    };

    private static void WritePair(Span<byte> result, int pointer, int length)
    {
        WriteWord(result, length);
        WriteWord(result[sizeof(int)..], pointer);
    }

    private static int WriteWord(Span<byte> at, object word)
    {
        switch (word)
        {
            case int number:
                MemoryMarshal.Write(at, number);
                return sizeof(int);
            case long number:
                MemoryMarshal.Write(at, number);
                return sizeof(long);
            case float number:
                MemoryMarshal.Write(at, number);
                return sizeof(float);
            default:
                MemoryMarshal.Write(at, (double)word);
                return sizeof(double);
        }
    }
}
