using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Ngixi.Hosting;

/// <summary>The module that a grant is bound for, and what the host has for it.</summary>
public sealed class GrantContext
{
    internal GrantContext(string module, GuestEngineOptions options)
    {
        Module = module;
        Options = options;
        Denials = new DenialLog(options.Loggers.CreateLogger($"Ngixi.Guests.{module}"), module, options.Time);
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Gets the options of the engine: loggers, clock, stores.</summary>
    public GuestEngineOptions Options { get; }

    /// <summary>Gets the log of what the module is denied.</summary>
    public DenialLog Denials { get; }
}
