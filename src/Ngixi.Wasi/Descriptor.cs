using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>What a number of a guest's descriptor table stands for.</summary>
internal sealed class Descriptor : IDisposable
{
    public const ushort Append = 1;
    public const ushort DataSync = 2;
    public const ushort NonBlocking = 4;
    public const ushort ReadSync = 8;
    public const ushort Sync = 16;
    public const ushort AllFlags = Append | DataSync | NonBlocking | ReadSync | Sync;

    private readonly IGuestNode? node;

    private Descriptor(WasiFileType type, WasiRights rights, WasiRights inheriting)
    {
        Type = type;
        Rights = rights;
        Inheriting = inheriting;
    }

    private Descriptor(IGuestNode node, WasiRights rights, WasiRights inheriting)
        : this(
            node is IGuestDirectory ? WasiFileType.Directory : WasiFileType.File,
            rights & (node is IGuestDirectory ? WasiRights.OfDirectory : WasiRights.OfFile),
            inheriting & WasiRights.All) => this.node = node;

    public WasiFileType Type { get; }

    /// <summary>Gets the open file or directory; null for the standard input and outputs.</summary>
    public IGuestNode? Node => node;

    public IGuestFile? File => node as IGuestFile;

    public IGuestDirectory? Directory => node as IGuestDirectory;

    /// <summary>Gets the standard output or error.</summary>
    public WasiWriter? Writer { get; private init; }

    /// <summary>Gets the path of a mount; null for what the guest opened.</summary>
    public string? MountPath { get; private init; }

    /// <summary>Gets the number of the mount, as the device of its files.</summary>
    public ulong Device { get; private init; }

    public WasiRights Rights { get; private set; }

    public WasiRights Inheriting { get; private set; }

    /// <summary>Gets what the guest gave up, for this descriptor.</summary>
    public WasiRights Dropped { get; private set; }

    /// <summary>Gets what the guest gave up, for what it opens by this descriptor.</summary>
    public WasiRights DroppedInheriting { get; private set; }

    public ushort Flags { get; set; }

    public long Offset { get; set; }

    public static Descriptor OfInput() => new(WasiFileType.Unknown, WasiRights.OfInput, WasiRights.None);

    public static Descriptor OfOutput(WasiWriter writer) =>
        new(WasiFileType.CharacterDevice, WasiRights.OfOutput, WasiRights.None) { Writer = writer };

    public static Descriptor OfRoot(GuestRoot root, ulong device) =>
        new(root.Directory, WasiRights.All, WasiRights.All) { MountPath = root.Path, Device = device };

    /// <summary>Makes the descriptor of what was opened by this one.</summary>
    public Descriptor Of(IGuestNode opened, WasiRights rights, WasiRights inheriting, ushort flags) =>
        new(opened, rights & ~DroppedInheriting, inheriting & ~DroppedInheriting)
        {
            Device = Device,
            Flags = flags,
            Dropped = DroppedInheriting,
            DroppedInheriting = DroppedInheriting,
        };

    /// <summary>Gives up rights.</summary>
    /// <returns>False when there are some among those to keep that it does not have.</returns>
    public bool TryKeep(WasiRights rights, WasiRights inheriting)
    {
        if ((rights & ~Rights) != 0 || (inheriting & ~Inheriting) != 0)
        {
            return false;
        }

        Dropped |= Rights & ~rights;
        DroppedInheriting |= Inheriting & ~inheriting;
        (Rights, Inheriting) = (rights, inheriting);
        return true;
    }

    public void Dispose() => node?.Dispose();
}
