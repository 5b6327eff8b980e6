namespace Ngixi.Bindgen.Tests.Contracts;

public enum Place
{
    Memory,
    Disk = 4,
}

public enum StoredError
{
    Locked = 1,
}

/// <summary>What <see cref="ContractCheckTests"/> compare guests with.</summary>
[WasmImport("stored", Prefix = "st_")]
public interface IStored
{
    byte[]? Get(string key, int flags = 0);

    [WasmErrors(typeof(StoredError))]
    void Move(string key, Place place);

    Place PlaceOf(string key);
}
