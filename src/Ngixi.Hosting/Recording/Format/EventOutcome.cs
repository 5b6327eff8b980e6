namespace Ngixi.Hosting.Recording.Format;

/// <summary>How a call ended. The numbers are those of the file.</summary>
internal enum EventOutcome : byte
{
    /// <summary>It returned.</summary>
    Returned = 0,

    /// <summary>The guest trapped by itself.</summary>
    Trapped = 1,

    /// <summary>The host ended it: a method threw, or refused the call.</summary>
    HostFailed = 2,

    /// <summary>The guest's time was over.</summary>
    Stopped = 3,
}
