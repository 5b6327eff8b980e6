using System.Net;

namespace Ngixi.Capabilities;

/// <summary>An address that is not to be dialled: itself or the one that it leads to, and what it is.</summary>
internal sealed record RefusedAddress(IPAddress Address, string What);
