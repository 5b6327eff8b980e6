using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Wasi;

/// <summary>Runs guests that are programs.</summary>
public static class WasiCommand
{
    /// <summary>Runs a program to its end: its <c>_start</c>, which calls <c>main</c>.</summary>
    /// <param name="instance">The instance. It is not to be called again.</param>
    /// <returns>The exit code; 0 when the program returned.</returns>
    /// <exception cref="WasmtimeException">The guest trapped.</exception>
    /// <exception cref="InvalidOperationException">A guest of the store runs on another thread.</exception>
    public static int Run(this Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        try
        {
            instance.Start();
            return 0;
        }
        catch (WasmtimeException exception) when (GuestExitException.CodeOf(exception) is { } code)
        {
            return code;
        }
    }
}
