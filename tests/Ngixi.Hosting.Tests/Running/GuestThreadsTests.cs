using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Tests.Running;

public sealed class GuestThreadsTests
{
    [Fact]
    public async Task All_work_is_done_once_and_no_lane_has_more_at_a_time_than_it_may()
    {
        GuestThreads threads = new(maxThreads: 5, stackBytes: 256 * 1024, TimeProvider.System);
        Lane[] lanes = [.. Enumerable.Range(1, 4).Select(most => new Lane(most))];
        await Task.WhenAll(lanes.SelectMany(lane => Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Tries.Count(500); i++)
            {
                threads.Enqueue(lane.Of, new Work(lane), TimeSpan.Zero);
            }
        }))));
        threads.Dispose();
        Assert.All(lanes, lane => Assert.Equal(4 * Tries.Count(500), lane.Done));
        Assert.All(lanes, lane => Assert.InRange(lane.MostAtATime, 1, lane.May));
        Assert.Equal(0, threads.Waiting);
        Assert.Equal(0, threads.Count);
    }

    [Fact]
    public void One_caller_after_another_takes_one_thread()
    {
        GuestThreads threads = new(maxThreads: 5, stackBytes: 256 * 1024, TimeProvider.System);
        Lane lane = new(5);
        for (int i = 1; i <= 100; i++)
        {
            threads.Enqueue(lane.Of, new Work(lane), TimeSpan.Zero);
            SpinWait.SpinUntil(() => lane.Done == i);
        }

        // A second, where the first had not come back yet from the work before.
        Assert.InRange(threads.Count, 1, 2);
        threads.Dispose();
    }

    private sealed class Lane(int may)
    {
        private int running;
        private int done;

        public GuestLane Of { get; } = new("test", new FailureBudget(50, new FakeTimeProvider()), may, int.MaxValue);

        public int May => may;

        public int Done => Volatile.Read(ref done);

        public int MostAtATime { get; private set; }

        public void Begin()
        {
            lock (Of)
            {
                MostAtATime = Math.Max(MostAtATime, ++running);
            }
        }

        public void End()
        {
            lock (Of)
            {
                running--;
            }

            Interlocked.Increment(ref done);
        }
    }

    private sealed class Work(Lane lane) : IGuestWork
    {
        public void Run()
        {
            lane.Begin();
            Thread.Yield();
            lane.End();
        }
    }
}
