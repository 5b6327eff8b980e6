using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Bindgen.Runtime;

/// <content>Errors that a guest can handle: a negative status, and a message on demand (docs/abi.md, Errors).</content>
public unsafe ref partial struct HostCall
{
    private const int FirstErrorStatus = -2;

    // The status of the next one would be below the smallest i32.
    private const int LargestError = int.MaxValue - 1;

    /// <summary>Ends a call with an error for the guest.</summary>
    /// <typeparam name="TError">The enum of the errors.</typeparam>
    /// <param name="exception">The error.</param>
    /// <param name="error">Its value.</param>
    /// <param name="caller">Wasmtime's caller.</param>
    /// <param name="slots">Room for the result.</param>
    /// <param name="import">The import, as <c>module.name</c>.</param>
    /// <returns><see cref="Success"/>: the guest goes on; or a trap for a value that is no error.</returns>
    public static void* Fail<TError>(GuestException<TError> exception, int error, void* caller, ValueSlot* slots, string import)
        where TError : struct, Enum
    {
        if (error is < 0 or > LargestError)
        {
            return Trap(exception, caller, import);
        }

        GuestInstance instance = GuestInstance.Of((nint)caller);
        instance.DropLeftovers();
        instance.HasViews = false;
        instance.LastError = exception.Message;
        slots[0].Int32 = FirstErrorStatus - error;
        instance.Observation?.EndImport((nint)caller, CallOutcome.Failed, null, exception.Message);
        return Success;
    }

    /// <summary>Returns success without a result, from a method that may fail.</summary>
    public readonly void ReturnSuccess() => Return(0);

    /// <summary>Hands an object out from a method that may fail: the handle goes to the result area.</summary>
    /// <typeparam name="T">The resource interface.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="resource">The result; must not be null.</param>
    public readonly void ReturnResource<T>(ResultArea area, T resource)
        where T : class => ReturnScalar(area, HandOut(resource));

    /// <summary>Hands an object out, or 0 for null, from a method that may fail: the handle goes to the result area.</summary>
    /// <typeparam name="T">The resource interface.</typeparam>
    /// <param name="area">The result area.</param>
    /// <param name="resource">The result.</param>
    public readonly void ReturnNullableResource<T>(ResultArea area, T? resource)
        where T : class => ReturnScalar(area, resource is null ? 0 : HandOut(resource));
}
