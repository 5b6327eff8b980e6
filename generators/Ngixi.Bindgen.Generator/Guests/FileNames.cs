namespace Ngixi.Bindgen.Generator.Guests;

/// <summary>Names that no file can have on every system.</summary>
internal static class FileNames
{
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase) { "con", "prn", "aux", "nul" };
    private static readonly HashSet<string> Ports = new(StringComparer.OrdinalIgnoreCase) { "com", "lpt" };

    /// <summary>Gets whether Windows keeps a name, whatever ends it, for a device.</summary>
    public static bool IsDevice(string name) =>
        Devices.Contains(name) || (name.Length == 4 && name[3] is >= '0' and <= '9' && Ports.Contains(name.Substring(0, 3)));
}
