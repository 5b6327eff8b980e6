namespace Ngixi.Bindgen.Tests.Contracts;

public enum Failure
{
    None,
    Full = 5,
    Largest = int.MaxValue - 1,
}

/// <summary>Fails as it is told: a negative number is success.</summary>
[WasmImport("errors", Prefix = "try_")]
public interface IErrors
{
    [WasmErrors(typeof(Failure))]
    void Nothing(int error);

    [WasmErrors(typeof(Failure))]
    bool Boolean(int error);

    [WasmErrors(typeof(Failure))]
    byte Byte(int error);

    [WasmErrors(typeof(Failure))]
    int Int32(int error);

    [WasmErrors(typeof(Failure))]
    long Int64(int error);

    [WasmErrors(typeof(Failure))]
    float Single(int error);

    [WasmErrors(typeof(Failure))]
    Level Level(int error);

    [WasmErrors(typeof(Failure))]
    string Text(int error);

    [WasmErrors(typeof(Failure))]
    byte[]? Bytes(int error);

    [WasmErrors(typeof(Failure))]
    IMark? Mark(int error);

    [WasmErrors(typeof(Failure))]
    Task<int> WaitAsync(int error);

    int NotDeclared();
}
