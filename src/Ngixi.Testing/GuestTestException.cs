using Ngixi.Testing.Reports;

namespace Ngixi.Testing;

/// <summary>A test of a guest failed. The message has the reason, the guest's frames, and its log.</summary>
public sealed class GuestTestException : Exception
{
    internal GuestTestException(GuestTestResult result)
        : base(TextReport.MessageOf(result), result.Exception) => Result = result;

    /// <summary>Gets how the test ended.</summary>
    public GuestTestResult Result { get; }
}
