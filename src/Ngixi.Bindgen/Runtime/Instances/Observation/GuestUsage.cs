namespace Ngixi.Bindgen;

/// <summary>The cost of a call of a guest, with all calls in it.</summary>
/// <param name="GuestTime">The time that the guest's own code ran.</param>
/// <param name="HostTime">The time that the host's methods ran which the guest called.</param>
/// <param name="BytesRead">The bytes of guest memory that the host read: arguments of imports, results of exports.</param>
/// <param name="BytesWritten">The bytes of guest memory that the host wrote: results of imports, arguments of exports.</param>
/// <param name="Calls">The number of calls of each import, by <c>module.name</c>.</param>
public sealed record GuestUsage(
    TimeSpan GuestTime, TimeSpan HostTime, long BytesRead, long BytesWritten, IReadOnlyDictionary<string, long> Calls);
