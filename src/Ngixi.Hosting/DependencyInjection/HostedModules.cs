using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ngixi.Hosting.DependencyInjection;

/// <summary>Loads the modules of a program when it starts, so that one that is refused is found then, and all of them at once.</summary>
internal sealed class HostedModules(
    GuestEngine engine, IEnumerable<HostedModule> modules, IServiceProvider services, IHostEnvironment? environment = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(LoadAll, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Loads a module by its manifest.</summary>
    /// <exception cref="InvalidOperationException">The manifest is another one than it was.</exception>
    public GuestModule Load(HostedModule module)
    {
        string path = Path.GetFullPath(module.ManifestFile, environment?.ContentRootPath ?? AppContext.BaseDirectory);
        byte[] manifest = File.ReadAllBytes(path);
        string actual = Convert.ToHexStringLower(SHA256.HashData(manifest));
        return module.ManifestSha256 is not { } expected || actual.Equals(expected, StringComparison.OrdinalIgnoreCase)
            ? engine.LoadFile(GuestManifest.Parse(manifest, path, engine.Options, Path.GetDirectoryName(path)), path)
            : throw new InvalidOperationException(
                $"The manifest {path} of the module '{module.Name}' has the SHA-256 {actual}, not {expected}. "
                + "Read what changed in it, and write the new hash.");
    }

    private void LoadAll()
    {
        List<Exception> refusals = [];
        foreach (HostedModule module in modules)
        {
            try
            {
                services.GetRequiredKeyedService<GuestPool>(module.Name);
            }
            catch (Exception exception)
            {
                refusals.Add(exception);
            }
        }

        if (refusals.Count > 0)
        {
            throw refusals is [var only] ? only : new AggregateException("Guests of the program cannot be loaded.", refusals);
        }
    }
}
