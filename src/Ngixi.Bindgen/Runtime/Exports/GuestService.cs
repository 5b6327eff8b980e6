using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Text;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>Serves calls that came as data, by a guest that is here. Each asynchronous interface of an exported one has its own.</summary>
public sealed class GuestService
{
    private readonly ExportContract contract;
    private readonly string[] exports;
    private readonly ServeExport serve;

    /// <summary>Describes an interface. For generated code.</summary>
    /// <param name="contract">The exports that guests have.</param>
    /// <param name="serve">Calls an export by its number.</param>
    public GuestService(ExportContract contract, ServeExport serve)
    {
        ArgumentNullException.ThrowIfNull(contract);
        this.contract = contract;
        this.serve = serve;
        exports = [.. contract.Exports.Select(export => export.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Gets the name of the interface, without its namespace.</summary>
    public string Name => contract.Name;

    /// <summary>Gets the hash of the contract: 16 hexadecimal digits, others where anything differs that a guest sees.</summary>
    public string Hash => contract.Hash;

    /// <summary>Gets whether a call is for this very contract, so that it can be served.</summary>
    /// <param name="request">The call.</param>
    /// <returns>Whether it is.</returns>
    public bool Serves(in GuestRequest request) => request.Contract == Name && request.Hash == Hash;

    /// <summary>Lists the differences between the interface and the exports of a module.</summary>
    /// <param name="module">The guest.</param>
    /// <returns>The differences in words; none when the guest fits.</returns>
    public IReadOnlyList<ContractDifference> FindDifferences(Module module) => contract.FindDifferences(module);

    /// <summary>Calls an instance. Nothing in the request is trusted: it may have come over a network.</summary>
    /// <param name="instance">The guest, initialized, on the thread that runs it.</param>
    /// <param name="request">The call.</param>
    /// <returns>The result as one block of docs/abi.md, with text in UTF-16; empty where there is none.</returns>
    /// <exception cref="ArgumentException">The call is for another contract.</exception>
    /// <exception cref="WasmExportException">The arguments are no block of such a call, or the guest's result is bad.</exception>
    /// <exception cref="WasmtimeException">The guest trapped.</exception>
    public unsafe ReadOnlyMemory<byte> Serve(Instance instance, GuestRequest request)
    {
        if (!Serves(request))
        {
            throw new ArgumentException(
                $"The call is for {Quoted.Of(request.Contract)} with the hash {Quoted.Of(request.Hash)}; here is '{Name}' with '{Hash}'.",
                nameof(request));
        }

        if ((uint)request.Export >= (uint)exports.Length)
        {
            throw new WasmExportException(Name, $"there is no export {request.Export}: it has {exports.Length}");
        }

        ReadOnlySpan<byte> arguments = request.Arguments.Span;
        fixed (byte* start = arguments)
        {
            BlockReader reader = new(start, arguments.Length, exports[request.Export]);
            return serve(instance, request.Export, ref reader);
        }
    }

    /// <summary>Calls an export that returns nothing. For generated code.</summary>
    /// <param name="caller">Brings the call to the guest.</param>
    /// <param name="export">The number of the export.</param>
    /// <param name="arguments">The arguments; the writer cannot be used after that.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The end of the call.</returns>
    public ValueTask CallAsync(GuestCaller caller, int export, in BlockWriter arguments, CancellationToken cancellation) =>
        EndAsync(Begin(caller, export, arguments, cancellation));

    /// <inheritdoc cref="CallAsync"/>
    /// <summary>Calls an export. For generated code.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <returns>The result.</returns>
    public ValueTask<T> CallAsync<T, TLayout>(
        GuestCaller caller, int export, in BlockWriter arguments, CancellationToken cancellation)
        where TLayout : IMemoryLayout<T> => EndAsync<T, TLayout>(Begin(caller, export, arguments, cancellation), exports[export]);

    private ValueTask<ReadOnlyMemory<byte>> Begin(
        GuestCaller caller, int export, in BlockWriter arguments, CancellationToken cancellation) =>
        caller.InvokeAsync(new GuestRequest(Name, Hash, export, GuestBlock.End(arguments)), cancellation);

    private static async ValueTask EndAsync(ValueTask<ReadOnlyMemory<byte>> call) => await call.ConfigureAwait(false);

    private static async ValueTask<T> EndAsync<T, TLayout>(ValueTask<ReadOnlyMemory<byte>> call, string export)
        where TLayout : IMemoryLayout<T> => GuestBlock.Read<T, TLayout>(await call.ConfigureAwait(false), export, "result");
}
