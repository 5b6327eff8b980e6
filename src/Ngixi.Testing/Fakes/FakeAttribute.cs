namespace Ngixi.Testing;

/// <summary>
/// Makes a partial class a fake of an interface between host and guest: the generator implements it. A fake of an interface with
/// <c>[WasmExport(Async = true)]</c> is one of its asynchronous interface, too.
/// </summary>
/// <typeparam name="T">The interface, with <c>[WasmImport]</c>, <c>[WasmExport]</c> or <c>[WasmResource]</c>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FakeAttribute<T> : Attribute
    where T : class;
