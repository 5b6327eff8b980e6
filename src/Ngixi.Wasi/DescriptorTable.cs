namespace Ngixi.Wasi;

/// <summary>The descriptors of an instance by their numbers. A new one has the lowest that is free, as programs expect.</summary>
internal sealed class DescriptorTable : IDisposable
{
    private readonly List<Descriptor?> descriptors = [];

    public Descriptor? Find(uint fd) => fd < (uint)descriptors.Count ? descriptors[(int)fd] : null;

    public uint Add(Descriptor descriptor)
    {
        int free = descriptors.IndexOf(null);
        if (free >= 0)
        {
            descriptors[free] = descriptor;
            return (uint)free;
        }

        descriptors.Add(descriptor);
        return (uint)descriptors.Count - 1;
    }

    /// <summary>Closes one that is there.</summary>
    public void Close(uint fd)
    {
        descriptors[(int)fd]!.Dispose();
        descriptors[(int)fd] = null;
    }

    /// <summary>Gives one that is there the number of another that is there, which is closed.</summary>
    public void Renumber(uint fd, uint to)
    {
        if (fd != to)
        {
            descriptors[(int)to]!.Dispose();
            descriptors[(int)to] = descriptors[(int)fd];
            descriptors[(int)fd] = null;
        }
    }

    public void Dispose()
    {
        foreach (Descriptor? descriptor in descriptors)
        {
            descriptor?.Dispose();
        }
    }
}
