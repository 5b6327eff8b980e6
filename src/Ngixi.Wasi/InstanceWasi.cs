using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Ngixi.Bindgen;
using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>
/// WASI of one instance. A pointer out of the guest's memory traps it; every other mistake of a guest is an error of WASI.
/// </summary>
internal sealed partial class InstanceWasi : IWasiPreview1, IDisposable
{
    private const int InputFd = 0;
    private const int OutputFd = 1;
    private const int ErrorFd = 2;

    /// <summary>The bytes of a path, above which it is not even read: file systems allow 1,024.</summary>
    private const int MaxPathBytes = 4_096;

    private readonly GuestContext context;
    private readonly WasiGrant grant;
    private readonly DescriptorTable descriptors = new();
    private readonly WasiWriter output;
    private readonly WasiWriter error;
    private readonly IRandom random;
    private readonly TimeProvider time;
    private readonly long began;

    public InstanceWasi(GuestWasi wasi, GuestContext context)
    {
        this.context = context;
        grant = wasi.Grant;
        random = wasi.Random.ForInstance(context);
        time = grant.Clock.Time;
        began = time.GetTimestamp();
        output = grant.Output.ForInstance(context);
        error = grant.Error.ForInstance(context);
        descriptors.Add(Descriptor.OfInput());
        descriptors.Add(Descriptor.OfOutput(output));
        descriptors.Add(Descriptor.OfOutput(error));
        ulong device = 0;
        foreach (GuestRoot root in grant.Files.OpenMounts(context))
        {
            descriptors.Add(Descriptor.OfRoot(root, ++device));
        }
    }

    public void Dispose()
    {
        descriptors.Dispose();
        Flush();
    }

    private void Flush()
    {
        output.Flush();
        error.Flush();
    }

    /// <summary>Finds a descriptor, and checks that the guest did not give up a right that the call needs.</summary>
    private WasiError Find(uint fd, WasiRights right, out Descriptor descriptor)
    {
        descriptor = descriptors.Find(fd)!;
        return descriptor is null ? WasiError.BadDescriptor
            : (descriptor.Dropped & right) != 0 ? WasiError.NotCapable
            : WasiError.Success;
    }

    private WasiError FindFile(uint fd, WasiRights right, out Descriptor descriptor)
    {
        WasiError error = Find(fd, right, out descriptor);
        return error == WasiError.Success && descriptor.File is null ? WasiError.BadDescriptor : error;
    }

    private WasiError FindDirectory(uint fd, WasiRights right, out Descriptor descriptor)
    {
        WasiError error = Find(fd, right, out descriptor);
        return error == WasiError.Success && descriptor.Directory is null ? WasiError.NotADirectory : error;
    }

    /// <summary>Finds a directory, and reads a path that begins at it.</summary>
    private WasiError FindPath(
        uint fd, WasiRights right, uint path, uint pathLength, out IGuestDirectory directory, out string text)
    {
        WasiError error = FindDirectory(fd, right, out Descriptor descriptor);
        directory = error == WasiError.Success ? descriptor.Directory! : null!;
        text = "";
        return error == WasiError.Success ? ReadText(path, pathLength, out text) : error;
    }

    private WasiError ReadText(uint path, uint pathLength, out string text)
    {
        text = "";
        if (pathLength > MaxPathBytes)
        {
            return WasiError.NameTooLong;
        }

        ReadOnlySpan<byte> utf8 = context.ReadMemory(path, pathLength);
        if (!Utf8.IsValid(utf8))
        {
            return WasiError.IllegalText;
        }

        text = Encoding.UTF8.GetString(utf8);
        return WasiError.Success;
    }

    private void WriteUInt32(uint pointer, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(context.WriteMemory(pointer, sizeof(uint)), value);

    private void WriteUInt64(uint pointer, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(context.WriteMemory(pointer, sizeof(ulong)), value);
}
