[WasmImport("env")]
internal interface IClock
{
    long Now(Zone zone);
}

internal enum Zone { Utc, Local }
