namespace Acme.Plugins
{
    [WasmImport("env")] public interface ILog { void Write(string text); }
}
// === lib ===
namespace Acme;
public class Exception : System.Exception { public Exception(string m) : base(m) { } }
