using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A failed call as data, which any serializer takes: texts and numbers alone.</summary>
public sealed record GuestFault
{
    /// <summary>Gets the case: <c>trap</c>, <c>deadline</c>, <c>limit</c>, <c>busy</c>, <c>contract</c> or <c>state</c>.</summary>
    public required string Case { get; init; }

    /// <summary>Gets the name of the guest's module.</summary>
    public required string Module { get; init; }

    /// <summary>Gets what happened, in words.</summary>
    public required string Message { get; init; }

    /// <summary>Gets what the call cost; null where no code of the guest ran.</summary>
    public CallUsage? Usage { get; init; }

    /// <summary>Gets the functions of the guest that were being called, the innermost first.</summary>
    public IReadOnlyList<GuestFrame> Frames { get; init; } = [];

    /// <summary>Gets <see cref="GuestTrapException.Trap"/>.</summary>
    public TrapCode? Trap { get; init; }

    /// <summary>Gets <see cref="GuestDeadlineException.Deadline"/>.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Gets the name of the limit of a <see cref="GuestLimitException"/> or a <see cref="GuestBusyException"/>.</summary>
    public string? Limit { get; init; }

    /// <summary>Gets <see cref="GuestContractException.Served"/>.</summary>
    public string? Served { get; init; }

    /// <summary>Gets <see cref="GuestContractException.Called"/>.</summary>
    public string? Called { get; init; }

    /// <summary>Gets <see cref="GuestStateException.IsLostRace"/>.</summary>
    public bool IsLostRace { get; init; }

    /// <summary>Makes data of an exception. Inner exceptions stay where they are.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The data.</returns>
    public static GuestFault Of(GuestCallException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        GuestFault fault = new()
        {
            Case = "",
            Module = exception.Module,
            Message = exception.Message,
            Usage = exception.Usage,
            Frames = exception.Frames,
        };
        return exception switch
        {
            GuestTrapException trap => fault with { Case = "trap", Trap = trap.Trap },
            GuestDeadlineException deadline => fault with { Case = "deadline", Deadline = deadline.Deadline },
            GuestLimitException limit => fault with { Case = "limit", Limit = limit.Limit },
            GuestBusyException busy => fault with { Case = "busy", Limit = busy.Limit },
            GuestContractException contract => fault with { Case = "contract", Served = contract.Served, Called = contract.Called },
            GuestStateException state => fault with { Case = "state", IsLostRace = state.IsLostRace },
            _ => throw new ArgumentException($"{exception.GetType().Name} is no case of a failed call.", nameof(exception)),
        };
    }

    /// <summary>Makes an exception of data, which may have come over a network.</summary>
    /// <returns>The exception.</returns>
    /// <exception cref="InvalidOperationException">There is no such case.</exception>
    public GuestCallException ToException() => Case switch
    {
        "trap" => new GuestTrapException(this),
        "deadline" => new GuestDeadlineException(this),
        "limit" => new GuestLimitException(this),
        "busy" => new GuestBusyException(this),
        "contract" => new GuestContractException(this),
        "state" => new GuestStateException(this),
        _ => throw new InvalidOperationException($"A failed call has no case '{Case}'."),
    };
}
