namespace Acme.Plugins
{
    [WasmImport("env")] public interface ILog { void Write(string text); }
}
// file Usings.cs
global using Exception = Acme.Errors.AppException;
namespace Acme.Errors { public class AppException(string message) : System.Exception(message); }
