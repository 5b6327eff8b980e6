using System.Globalization;
using Ngixi.Capabilities.Redis.Tests.Events;

namespace Ngixi.Capabilities.Redis.Tests;

/// <summary>What other processes do: tests start this assembly as a program.</summary>
internal static class Child
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["share", var port, var name]:
                await SharingHost.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), name);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Run the tests with dotnet test.");
                return 1;
        }
    }
}
