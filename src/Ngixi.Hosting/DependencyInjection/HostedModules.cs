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

    /// <summary>Gets a path that begins in the program's content root.</summary>
    public static string FullPath(string path, IHostEnvironment? environment) =>
        Path.GetFullPath(path, environment?.ContentRootPath ?? AppContext.BaseDirectory);

    /// <summary>Loads a module by its manifest.</summary>
    /// <exception cref="InvalidOperationException">The manifest is another one than it was.</exception>
    public GuestModule Load(HostedModule module)
    {
        string path = FullPath(module.ManifestFile, environment);
        byte[] manifest = File.ReadAllBytes(path);
        string actual = Convert.ToHexStringLower(SHA256.HashData(manifest));
        if (module.ManifestSha256 is { } expected && !actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            string finding = $"The manifest {path} of the module '{module.Name}' has the SHA-256 {actual}, not {expected}. "
                + "Read what changed in it, and write the new hash.";
            engine.Audit?.Refused(path, [finding]);
            throw new InvalidOperationException(finding);
        }

        string? folder = Path.GetDirectoryName(path);
        return engine.LoadFile(engine.ReadManifest(() => GuestManifest.Parse(manifest, path, engine.Options, folder)), path);
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
