using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Ngixi.Hosting.DependencyInjection;

/// <summary>Reads a module of a program's configuration.</summary>
internal static class ModuleSection
{
    private const string Manifest = "Manifest";
    private const string Sha256 = "Sha256";
    private const string MaxInstances = "MaxInstances";

    public static void Add(NgixiBuilder ngixi, IConfigurationSection module)
    {
        foreach (IConfigurationSection child in module.GetChildren())
        {
            if (!((string[])[Manifest, Sha256, MaxInstances]).Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw Refused(
                    child,
                    $"is no key of a module: there are {Manifest}, {Sha256} and {MaxInstances}. "
                    + "What a module may do stands in its manifest.");
            }
        }

        if (module[Manifest] is not { Length: > 0 } manifest)
        {
            throw Refused(module, $"has no {Manifest}: write the name of the file.");
        }

        PoolOptions pool = new();
        if (module[MaxInstances] is { } text)
        {
            pool = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most > 0
                ? pool with { MaxInstances = most }
                : throw Refused(module.GetSection(MaxInstances), $"is '{text}': write a number from 1 on.");
        }

        ngixi.AddModule(module.Key, manifest, pool, module[Sha256]);
    }

    private static InvalidOperationException Refused(IConfigurationSection section, string reason) => new($"{section.Path} {reason}");
}
