using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

internal sealed class Stored : IStored
{
    public byte[]? Get(string key, int flags) => null;

    public void Move(string key, Place place)
    {
    }

    public Place PlaceOf(string key) => Place.Disk;
}
