using Ngixi.Bindgen;

namespace Ngixi.Wasi;

/// <summary>
/// The 46 functions of WASI preview 1, as raw as modules import them: pointers are numbers, which the implementation follows.
/// https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
/// </summary>
[WasmImport("wasi_snapshot_preview1")]
internal interface IWasiPreview1
{
    WasiError ArgsGet(uint argv, uint argvBuffer);

    WasiError ArgsSizesGet(uint count, uint bufferSize);

    WasiError EnvironGet(uint environ, uint environBuffer);

    WasiError EnvironSizesGet(uint count, uint bufferSize);

    WasiError ClockResGet(uint clock, uint resolution);

    WasiError ClockTimeGet(uint clock, ulong precision, uint time);

    WasiError FdAdvise(uint fd, ulong offset, ulong length, uint advice);

    WasiError FdAllocate(uint fd, ulong offset, ulong length);

    WasiError FdClose(uint fd);

    WasiError FdDatasync(uint fd);

    WasiError FdFdstatGet(uint fd, uint status);

    WasiError FdFdstatSetFlags(uint fd, uint flags);

    WasiError FdFdstatSetRights(uint fd, ulong rights, ulong inheriting);

    WasiError FdFilestatGet(uint fd, uint status);

    WasiError FdFilestatSetSize(uint fd, ulong size);

    WasiError FdFilestatSetTimes(uint fd, ulong accessed, ulong written, uint flags);

    WasiError FdPread(uint fd, uint iovs, uint iovsCount, ulong offset, uint read);

    WasiError FdPrestatGet(uint fd, uint prestat);

    WasiError FdPrestatDirName(uint fd, uint path, uint pathLength);

    WasiError FdPwrite(uint fd, uint iovs, uint iovsCount, ulong offset, uint written);

    WasiError FdRead(uint fd, uint iovs, uint iovsCount, uint read);

    WasiError FdReaddir(uint fd, uint buffer, uint bufferLength, ulong cookie, uint used);

    WasiError FdRenumber(uint fd, uint to);

    WasiError FdSeek(uint fd, long offset, uint whence, uint newOffset);

    WasiError FdSync(uint fd);

    WasiError FdTell(uint fd, uint offset);

    WasiError FdWrite(uint fd, uint iovs, uint iovsCount, uint written);

    WasiError PathCreateDirectory(uint fd, uint path, uint pathLength);

    WasiError PathFilestatGet(uint fd, uint flags, uint path, uint pathLength, uint status);

    WasiError PathFilestatSetTimes(
        uint fd, uint flags, uint path, uint pathLength, ulong accessed, ulong written, uint timeFlags);

    WasiError PathLink(uint fd, uint flags, uint path, uint pathLength, uint targetFd, uint targetPath, uint targetPathLength);

    WasiError PathOpen(
        uint fd, uint lookup, uint path, uint pathLength, uint opening, ulong rights, ulong inheriting, uint flags, uint opened);

    WasiError PathReadlink(uint fd, uint path, uint pathLength, uint buffer, uint bufferLength, uint used);

    WasiError PathRemoveDirectory(uint fd, uint path, uint pathLength);

    WasiError PathRename(uint fd, uint path, uint pathLength, uint targetFd, uint targetPath, uint targetPathLength);

    WasiError PathSymlink(uint target, uint targetLength, uint fd, uint path, uint pathLength);

    WasiError PathUnlinkFile(uint fd, uint path, uint pathLength);

    Task<WasiError> PollOneoff(uint subscriptions, uint events, uint count, uint occurred);

    void ProcExit(uint code);

    WasiError ProcRaise(uint signal);

    WasiError SchedYield();

    WasiError RandomGet(uint buffer, uint bufferLength);

    WasiError SockAccept(uint fd, uint flags, uint accepted);

    WasiError SockRecv(uint fd, uint iovs, uint iovsCount, uint flags, uint read, uint outFlags);

    WasiError SockSend(uint fd, uint iovs, uint iovsCount, uint flags, uint written);

    WasiError SockShutdown(uint fd, uint how);
}
