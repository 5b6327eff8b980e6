namespace Demo;

[WasmImport("env", Prefix = "kv_")]
public interface IKeyValue
{
    byte[]? Get(string key);

    [WasmVersion(2)]
    byte[]? Get(string key, string scope);

    [WasmName("drop_value")]
    void Delete(string key);

    [WasmName("drop_value"), WasmVersion(3)]
    bool Delete(string key, string scope);

    /// <summary>Only later guests have it.</summary>
    [WasmVersion(2)]
    ICursor List();
}

[WasmResource("cursor_")]
public interface ICursor
{
    int Next();

    [WasmVersion(2)]
    long Next(int step);
}
