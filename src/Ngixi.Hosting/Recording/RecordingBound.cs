namespace Ngixi.Hosting;

/// <summary>What happens to a guest whose recording cannot go on: it has its bytes, or the disk takes no more.</summary>
public enum RecordingBound
{
    /// <summary>The guest runs on. Its recording ends, says why, and replays up to there.</summary>
    StopRecording = 0,

    /// <summary>The guest is ended: nothing runs that is not recorded. The call gets a <see cref="GuestLimitException"/>.</summary>
    EndInstance = 1,
}
