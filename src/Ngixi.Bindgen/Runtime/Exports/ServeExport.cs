using System.ComponentModel;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>Calls an export by its number. For generated code.</summary>
/// <param name="instance">The guest.</param>
/// <param name="export">The number of the export.</param>
/// <param name="arguments">The arguments.</param>
/// <returns>The result as a block; empty where there is none.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ReadOnlyMemory<byte> ServeExport(Instance instance, int export, ref BlockReader arguments);
