namespace Ngixi.Capabilities;

/// <summary>The result of a write.</summary>
/// <param name="Version">
/// The version that the key has now; of a deletion the one that it had. 0 for no value. Where the store makes the write later it is the
/// largest number, which is no version: <c>kv_find</c> tells it.
/// </param>
/// <param name="Number">The sum of an increment; 0 of other writes.</param>
public sealed record KeyValueResult(ulong Version, long Number)
{
    /// <summary>What stands for the version of a write that is made later. No key ever has it.</summary>
    public const ulong NotYet = ulong.MaxValue;
}
