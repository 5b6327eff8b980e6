namespace Ngixi.Wasi.Tests.Doors;

/// <summary>The ways of guests to files.</summary>
public enum DoorKind
{
    /// <summary>The functions of WASI.</summary>
    Wasi,

    /// <summary>The imports <c>env.fs_*</c>.</summary>
    Imports,
}
