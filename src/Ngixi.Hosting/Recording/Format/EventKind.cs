namespace Ngixi.Hosting.Recording.Format;

/// <summary>What an event of a recording is. The numbers are those of the file.</summary>
internal enum EventKind : byte
{
    /// <summary>There are no more.</summary>
    None = 0,

    /// <summary>The first: what was recorded, and with which settings.</summary>
    Header = 1,

    /// <summary>An import that later events name by its number.</summary>
    ImportName = 2,

    /// <summary>An export that later events name by its number.</summary>
    ExportName = 3,

    /// <summary>The host enters the guest, which has its fuel anew.</summary>
    CallBegan = 4,

    /// <summary>The instance is made; imports that its start function calls follow.</summary>
    InstanceBegan = 5,

    /// <summary>The instance is made, or was not.</summary>
    InstanceMade = 6,

    ExportBegan = 7,
    ExportEnded = 8,
    ImportBegan = 9,
    ImportEnded = 10,

    /// <summary>The host read memory of the guest.</summary>
    Read = 11,

    /// <summary>The host wrote memory of the guest.</summary>
    Write = 12,

    /// <summary>The guest's memory has another size than it had.</summary>
    Grown = 13,

    /// <summary>The guest's time was over, here.</summary>
    Stopped = 14,

    /// <summary>The last: the instance ended.</summary>
    Ended = 15,

    /// <summary>The last: the recording ended before the instance did.</summary>
    Cut = 16,
}
