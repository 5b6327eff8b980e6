using Microsoft.Extensions.Time.Testing;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Tests.Running;

public sealed class FailureBudgetTests
{
    private static readonly TimeSpan Share = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider time = new();
    private readonly FailureBudget budget;

    public FailureBudgetTests() => budget = new FailureBudget(10, time);

    [Fact]
    public void Nothing_waits_until_as_many_failed_at_once_as_may_in_five_seconds()
    {
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 7, maxRunning: 8));
        Fail(49);
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 0, maxRunning: 8));
        Fail(1);
        Assert.Equal(Share, budget.Pause(running: 0, maxRunning: 8));
    }

    [Fact]
    public void Each_share_of_a_second_lets_one_more_fail_and_five_seconds_all_of_them()
    {
        Fail(50);
        time.Advance(Share - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), budget.Pause(running: 0, maxRunning: 8));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 0, maxRunning: 8));
        Fail(1);
        Assert.Equal(Share, budget.Pause(running: 0, maxRunning: 8));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 7, maxRunning: 8));
    }

    [Fact]
    public void The_fewer_failures_are_left_the_fewer_calls_run_at_a_time()
    {
        Fail(40);
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 9, maxRunning: 50));
        Assert.Equal(Share, budget.Pause(running: 10, maxRunning: 50));
        Assert.Equal(3 * Share, budget.Pause(running: 12, maxRunning: 50));
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 1, maxRunning: 8));
        Assert.Equal(Share * 3, budget.Pause(running: 2, maxRunning: 8));
    }

    [Fact]
    public void Failures_beyond_the_budget_are_made_up_for()
    {
        Fail(60);
        Assert.Equal(11 * Share, budget.Pause(running: 0, maxRunning: 1));
    }

    [Fact]
    public void A_turn_comes_after_those_before_it_once_none_is_left()
    {
        Fail(49);
        Assert.Equal(TimeSpan.Zero, budget.PauseAfter(1_000));
        Fail(1);
        Assert.Equal(Share, budget.PauseAfter(0));
        Assert.Equal(TimeSpan.FromSeconds(10), budget.PauseAfter(99));
    }

    [Fact]
    public void A_renewed_budget_has_no_failures()
    {
        Fail(60);
        Assert.True(budget.Any);
        budget.Renew();
        Assert.False(budget.Any);
        Assert.Equal(TimeSpan.Zero, budget.Pause(running: 7, maxRunning: 8));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 8)]
    [InlineData(3, 50)]
    public void Whatever_callers_do_no_more_fail_than_may_at_once_and_in_the_time_since(int seed, int maxRunning)
    {
        Random random = new(seed);
        int running = 0;
        int failed = 0;
        TimeSpan elapsed = TimeSpan.Zero;
        for (int i = 0; i < 20_000; i++)
        {
            while (running < maxRunning && random.Next(10) > 0 && budget.Pause(running, maxRunning) == TimeSpan.Zero)
            {
                running++;
            }

            if (running > 0 && random.Next(2) == 0)
            {
                running--;
                if (random.Next(5) > 0)
                {
                    Fail(1);
                    failed++;
                }
            }

            TimeSpan step = TimeSpan.FromTicks(random.Next(10) == 0 ? random.Next(5_000_000) : 0);
            time.Advance(step);
            elapsed += step;
            Assert.True(failed <= 50 + (elapsed / Share), $"{failed} failed in {elapsed}.");
        }

        Assert.True(failed > elapsed / Share / 2, $"{failed} failed in {elapsed}.");
    }

    private void Fail(int count)
    {
        for (int i = 0; i < count; i++)
        {
            budget.Add();
        }
    }
}
