namespace Ngixi.Hosting.Tests.Recording;

internal sealed class Vault(string content) : IVault
{
    public string Open(string door) => content;

    public int Count() => 1;
}
