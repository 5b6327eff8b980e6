using System.ComponentModel;

namespace Ngixi.Bindgen.Runtime;

/// <summary>One export that an interface needs. For generated code.</summary>
/// <param name="Name">The export's name.</param>
/// <param name="Signature">The wasm signature, for example <c>(i32) -&gt; i64</c>.</param>
/// <param name="TakesBlock">Whether its arguments are one block, whose length it takes.</param>
/// <param name="IsSecret">Whether its calls are not to be kept in plain.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GuestExport(string Name, string Signature, bool TakesBlock = false, bool IsSecret = false);
