namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>What a guest exports.</summary>
[WasmExport]
public interface IPlugin
{
    int Add(int a, int b);

    byte Narrow();

    Level Rate(string text);

    string Text(string text);

    int? Maybe();

    int[] Numbers();
}
