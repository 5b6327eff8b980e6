namespace Demo.@event;

[WasmImport("the \"strange\" module\\", Prefix = "p_")]
public interface INames
{
    void Delete(int @class, int function, int raw, int ngixi);
    void HTTPGet(string URL);
    [WasmName("wasi:http/do-it@1.0")] void Special();
    [WasmName("1st")] void First();
    void Over(int a);
    [WasmName("over_text")] void Over(string a);
    [WasmName("over_long")] void Over(long a);
    string Locals(int call, int binding, int slots, int count, int caller, int exception, string area, string result);
    int @return(int target, int i32);
    void Define();
    void DefineNames();
    void ThisIsAMethodWithQuiteALongNameThatFillsMostOfALine(int first);
    string ThisIsAMethodWithQuiteALongNameThatFillsMostOfALine2(string firstParameterWithALongName, ReadOnlySpan<byte> second);
    byte[]? ShortButJustTooLongForOneLine(string textOfSomeLength, int other);
    int snake_case(int snake_param, int _under, int ÄÖ);
}

[WasmImport("env")]
public interface I;

[WasmImport("env", Prefix = "delete_")]
public interface IDelete
{
    IConstructor Constructor(IConstructor value);
}

[WasmResource("c_")]
public interface IConstructor : IDisposable
{
    int Constructor();
    int Handle(int handle, int target);
    int Get();
    int Release();
}
