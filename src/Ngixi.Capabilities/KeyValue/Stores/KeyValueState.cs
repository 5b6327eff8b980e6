namespace Ngixi.Capabilities;

/// <summary>The counts of a namespace, which a store keeps beside its rows.</summary>
/// <param name="LastVersion">The version that was given last, 0 for none. It never decreases.</param>
/// <param name="Keys">The rows.</param>
/// <param name="Bytes">The bytes of their keys, in UTF-8, and values.</param>
public readonly record struct KeyValueState(ulong LastVersion, long Keys, long Bytes);
