namespace Ngixi.Hosting.Modules;

/// <summary>What an import or export is, as modules number it.</summary>
internal enum ImportKind : byte
{
    Function = 0,
    Table = 1,
    Memory = 2,
    Global = 3,
    Tag = 4,
}
