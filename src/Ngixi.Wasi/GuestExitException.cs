namespace Ngixi.Wasi;

/// <summary>
/// A guest ended itself by <c>proc_exit</c>. It is the cause of the exception that the call into the guest throws, which
/// <see cref="WasiCommand.Run"/> takes for the end that it is.
/// </summary>
public sealed class GuestExitException : Exception
{
    internal GuestExitException(int code)
        : base($"The guest ended itself with the exit code {code}.") => Code = code;

    /// <summary>Gets the exit code; 0 says that all is well.</summary>
    public int Code { get; }

    /// <summary>Gets the exit code of a guest that ended itself.</summary>
    /// <param name="exception">What a call into the guest threw.</param>
    /// <returns>The code; null where it threw for something else.</returns>
    public static int? CodeOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is GuestExitException exit)
            {
                return exit.Code;
            }
        }

        return null;
    }
}
