using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Runtime;
using Ngixi.Bindgen.Runtime.Memory;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording;

namespace Ngixi.Hosting.ContractCalls;

/// <summary>
/// A method of an interface that a guest implements, called in the words of the contract that the guest states: its arguments are words,
/// its result is JSON. No assembly of a host is needed.
/// </summary>
internal sealed class ContractMethod
{
    private const string ResultName = "result";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string export;
    private readonly FieldsForm parameters = new();
    private readonly ValueForm? result;
    private readonly bool takesBlock;
    private readonly ExportContract? contract;

    private ContractMethod(KnownFunction known, WasmExport export)
    {
        ContractSignature signature = known.Function.Signature;
        this.export = export.Name;
        Signature = UntrustedText.Escape(known.Function.Display);
        try
        {
            Forms forms = new(known.Shape);
            parameters.Fields = forms.Of(signature.Parameters);
            result = signature.Result is { } type ? forms.Of(type) : null;
            _ = parameters.Size;
            _ = result?.Size;
            takesBlock = parameters.Fields.Any(field => field.Form.Wasm is null);
            string wasm = Wasm();
            Unsupported = signature.Errors is not null ? "has errors of its own, which needs a host of its own"
                : export.Type == wasm ? null
                : $"is {export.Type}, and its contract makes it {wasm}";
            contract = new ExportContract(known.Shape.Text, new GuestExport(export.Name, wasm, takesBlock));
        }
        catch (NotSupportedException exception)
        {
            Unsupported = UntrustedText.Escape(exception.Message);
        }
    }

    /// <summary>Gets the method in words, such as <c>Render(string name, int times) → string</c>.</summary>
    public string Signature { get; }

    /// <summary>Gets why it cannot be called here, to go on after its name; null where it can.</summary>
    public string? Unsupported { get; }

    /// <summary>Gets how many arguments it takes.</summary>
    public int ParameterCount => parameters.Fields.Count;

    /// <summary>Finds the method that an export is.</summary>
    /// <returns>The method; null where the guest states no contract with it.</returns>
    public static ContractMethod? Find(WasmModule module, WasmExport export) =>
        new ContractText(module).FindExport(export.Name) is { } known ? new ContractMethod(known, export) : null;

    /// <summary>Reads the arguments of a call.</summary>
    /// <param name="words">
    /// A word for each: as it is for a text, a member of an enum, a time and bytes in base64, and JSON otherwise.
    /// </param>
    /// <returns>What makes the call, in the function of one. It gives null where the method has no result.</returns>
    /// <exception cref="FormatException">A word is no value of its parameter.</exception>
    public Func<GuestInstance, JsonElement?> Bind(IReadOnlyList<string> words)
    {
        JsonElement[] arguments = [.. parameters.Fields.Zip(words, (field, word) => field.Form.Parse(word))];

        // Written once for nobody, so that what is wrong is known before the guest starts.
        BlockWriter block = GuestBlock.Begin(parameters.Size);
        try
        {
            Write(ref block, arguments);
        }
        catch (InvalidOperationException exception)
        {
            // It nests too deep, or a time is none that 64 bits have.
            throw new FormatException(exception.Message, exception);
        }

        block.Release();
        return guest => Invoke(guest, arguments);
    }

    private unsafe JsonElement? Invoke(GuestInstance guest, JsonElement[] arguments)
    {
        GuestExports exports = GuestExports.Of(guest.Instance, contract!);
        ValueSlot* slots = stackalloc ValueSlot[Math.Max(arguments.Length, 1)];
        GuestCall call = new(exports, 0, export, slots);
        BlockWriter block = takesBlock ? call.BeginArguments(parameters.Size) : GuestBlock.Begin(parameters.Size);
        Write(ref block, arguments);
        if (takesBlock)
        {
            call.EndArguments(block);
        }
        else
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                ValueForm form = parameters.Fields[i].Form;
                slots[i].Int64 = ScalarBits.Read(block.At(parameters.Offsets[i], form.Size), form.IsSigned);
            }

            block.Release();
        }

        call.Invoke(takesBlock ? 1 : Math.Max(arguments.Length, 1));
        return result is null ? null : Read(new GuestReader(exports.Instance, export), slots[0].Int64);
    }

    private JsonElement Read(GuestReader guest, long bits)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Relaxed))
        {
            if (result!.Wasm is null)
            {
                result.ReadResult(ref guest, bits, json, ResultName);
            }
            else
            {
                Span<byte> stored = stackalloc byte[sizeof(long)];
                if (!ScalarBits.TryWrite(stored, bits, result))
                {
                    throw guest.Origin.Bad(ResultName, $"{bits} is not {result.Expected}");
                }

                result.Read(ref guest, stored[..result.Size], json, ResultName);
            }
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return document.RootElement.Clone();
    }

    private void Write(ref BlockWriter block, JsonElement[] arguments)
    {
        try
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                (string name, ValueForm form) = parameters.Fields[i];
                form.Write(ref block, parameters.Offsets[i], arguments[i], name);
            }
        }
        catch
        {
            block.Release();
            throw;
        }
    }

    private string Wasm()
    {
        string taken = takesBlock ? "i32" : string.Join(' ', parameters.Fields.Select(field => field.Form.Wasm));
        return $"({taken})" + (result is null ? "" : $" -> {result.Wasm ?? "i64"}");
    }
}
