using Microsoft.Extensions.Logging;

namespace Ngixi.Hosting.Keyed;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Warning, "The state of the guest {Key} of {Kind} could not be saved when it was released, and is lost.")]
    public static partial void StateLost(ILogger logger, string kind, string key, Exception exception);
}
