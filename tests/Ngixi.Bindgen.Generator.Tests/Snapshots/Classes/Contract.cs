namespace Demo;

[WasmImport("env")]
public interface IPreferences
{
    Settings Get(string name);
    void Set(Settings settings, Extent? size);
    List<Extent> Sizes();
}

/// <summary>What a user has set.</summary>
public class Settings
{
    /// <summary>Who set it.</summary>
    public string Owner { get; set; } = "";
    public required int Level { get; set; }
    public Settings? Parent { get; init; }
    public bool HasParent => Parent is not null;
    public static Settings Default { get; } = new() { Level = 1 };
}

public struct Extent
{
    public double Width { get; set; }
    public double Height { get; set; }
    public readonly double Area => Width * Height;
}
