namespace Ngixi.Wasi.Tests.Support;

/// <summary>What a guest reads of the status of a file.</summary>
internal sealed record WasiStatus(long Device, long Inode, WasiFileType Type, long Length, long Written);
