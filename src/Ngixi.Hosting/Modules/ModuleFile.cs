namespace Ngixi.Hosting.Modules;

/// <summary>Reads modules from files.</summary>
internal static class ModuleFile
{
    /// <summary>Reads a module that is not larger than the bounds allow.</summary>
    public static byte[] Read(string path, string module, ModuleBounds bounds)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > bounds.Bytes)
        {
            throw new GuestRefusedException(
                module, [$"{path} has {file.Length:N0} bytes: {bounds.Bytes:N0} are the most (GuestEngineOptions.Bounds.Bytes)."]);
        }

        byte[] wasm = new byte[file.Length];
        file.ReadExactly(wasm);
        return wasm;
    }
}
