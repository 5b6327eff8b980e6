using Ngixi.Bindgen;

namespace Ngixi.Testing.Tests.Mail;

/// <summary>What a guest does with letters.</summary>
[WasmExport(Async = true)]
public interface IPostman
{
    /// <summary>Chooses a folder.</summary>
    /// <param name="letter">The letter.</param>
    /// <returns>The folder.</returns>
    string FolderOf(Letter letter);

    /// <summary>Forgets everything.</summary>
    void Forget();

    /// <summary>Splits an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="host">The host in it.</param>
    /// <returns>The name in it.</returns>
    string Split(string address, out string host);
}
