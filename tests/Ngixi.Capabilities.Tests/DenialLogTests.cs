using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests;

public sealed class DenialLogTests
{
    private static readonly Denial Example = new(
        "http",
        "GET `https://example.com/`",
        "No grant has this host",
        "Allow = [\"https://example.com\"]");

    private readonly FakeLogger logger = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_denial_is_a_warning_with_the_grant_to_add()
    {
        new DenialLog(logger, "billing", time).Write(Example);
        FakeLogRecord record = Assert.Single(logger.Collector.GetSnapshot());
        Assert.Equal(LogLevel.Warning, record.Level);
        Assert.Equal(
            "The module billing was denied http: GET `https://example.com/`. No grant has this host. To allow it, add: Allow = [\"https://example.com\"]",
            record.Message);
    }

    [Fact]
    public void A_flood_of_denials_is_counted_and_not_written()
    {
        DenialLog log = new(logger, "billing", time);
        for (int i = 0; i < 1000; i++)
        {
            log.Write(Example);
        }

        Assert.Equal(DenialLog.MaxPerMinute, logger.Collector.Count);
        time.Advance(TimeSpan.FromMinutes(1));
        log.Write(Example);
        Assert.Contains(
            logger.Collector.GetSnapshot(),
            record => record.Message == "The module billing was denied 980 more requests, which are not written.");
        Assert.Equal(DenialLog.MaxPerMinute + 2, logger.Collector.Count);
    }

    [Fact]
    public void A_denial_that_no_grant_can_allow_says_so()
    {
        new DenialLog(logger, "billing", time).Write(Example with { Grant = null });
        Assert.EndsWith("No grant can allow it.", logger.LatestRecord.Message, StringComparison.Ordinal);
    }
}
