// file
namespace Demo;

[WasmImport("env")]
public partial interface IParts
{
    void First();
    void Second();
}
// file
namespace Demo;

public partial interface IParts
{
    void Third();
    void Fourth();
}
