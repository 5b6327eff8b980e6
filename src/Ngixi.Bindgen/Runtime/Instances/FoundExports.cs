using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>The exports of one instance that a contract needs, as they were found when they were first asked for.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Functions">Its functions, in its order.</param>
/// <param name="Area">The address of the area that arguments are placed in; 0 where none are.</param>
/// <param name="Next">What was found before, for other contracts.</param>
internal sealed record FoundExports(object Contract, FunctionHandle[] Functions, uint Area, FoundExports? Next);
