using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Ngixi.Bindgen;
using Ngixi.Hosting.DependencyInjection;

namespace Ngixi.Hosting;

/// <summary>Says which guests a program has; see <see cref="NgixiServices"/>.</summary>
public sealed class NgixiBuilder
{
    internal NgixiBuilder(IServiceCollection services) => Services = services;

    /// <summary>Gets the services of the program.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes the options of the engine.</summary>
    /// <param name="configure">Changes them.</param>
    /// <returns>This.</returns>
    public NgixiBuilder Configure(Action<GuestEngineOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Changes the options of the engine by services of the program, such as a store of keys and values.</summary>
    /// <param name="configure">Changes them.</param>
    /// <returns>This.</returns>
    public NgixiBuilder Configure(Action<GuestEngineOptions, IServiceProvider> configure)
    {
        Services.AddOptions<GuestEngineOptions>().Configure(configure);
        return this;
    }

    /// <summary>
    /// Adds a module. It is loaded when the program starts, which it does not do with a module that is refused. Services get
    /// <c>[FromKeyedServices("name")] GuestPool</c>, or <see cref="GuestModule"/>.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="manifestFile">The manifest, absolute or beneath the program's content root.</param>
    /// <param name="pool">How many instances there are, and what happens after a failure.</param>
    /// <param name="manifestSha256">The SHA-256 that the manifest must have, as 64 hexadecimal digits; any by default.</param>
    /// <returns>This.</returns>
    public NgixiBuilder AddModule(string name, string manifestFile, PoolOptions? pool = null, string? manifestSha256 = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(manifestFile);
        HostedModule module = new(name, manifestFile, manifestSha256, pool ?? new PoolOptions());
        Services.AddSingleton(module);
        Services.AddKeyedSingleton(name, (services, _) => services.GetRequiredService<HostedModules>().Load(module));
        Services.AddKeyedSingleton(name, (services, _) => services.GetRequiredKeyedService<GuestModule>(name).CreatePool(module.Pool));
        return this;
    }

    /// <summary>
    /// Writes an audit of the guests to a file. One that goes elsewhere is a service of the program: <c>AddSingleton(GuestAudit.To(…))</c>.
    /// </summary>
    /// <param name="file">The file, absolute or beneath the program's content root.</param>
    /// <param name="options">What it has, and how it is kept.</param>
    /// <returns>This.</returns>
    public NgixiBuilder AddAudit(string file, AuditOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        Services.AddSingleton(services =>
            GuestAudit.ToFile(HostedModules.FullPath(file, services.GetService<IHostEnvironment>()), options));
        return this;
    }

    /// <summary>
    /// Makes guests of a module by key: services get <see cref="IGuests"/>, and from it the guest of a key.
    /// </summary>
    /// <typeparam name="T">The asynchronous interface of what the module exports.</typeparam>
    /// <param name="name">The name of the module, and of its guests.</param>
    /// <param name="options">How they live, such as in which store their states are kept.</param>
    /// <returns>This.</returns>
    public NgixiBuilder AddGuests<T>(string name, Func<IServiceProvider, KeyedGuestOptions>? options = null)
        where T : class, IGuestClient<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Services.AddSingleton<Action<KeyedGuests, IServiceProvider>>((guests, services) =>
            guests.Add<T>(name, services.GetRequiredKeyedService<GuestModule>(name), options?.Invoke(services)));
        Services.TryAddSingleton(services =>
        {
            KeyedGuests guests = new();
            foreach (Action<KeyedGuests, IServiceProvider> add in services.GetServices<Action<KeyedGuests, IServiceProvider>>())
            {
                add(guests, services);
            }

            return guests;
        });
        Services.TryAddSingleton<IGuests>(services => services.GetRequiredService<KeyedGuests>());
        return this;
    }

    /// <summary>
    /// Adds the modules of a section of a configuration, each with the keys <c>Manifest</c>, <c>Sha256</c> and <c>MaxInstances</c>. Grants
    /// stand in manifests alone: sections of several sources are merged, which would replace a grant in silence.
    /// </summary>
    /// <param name="section">The section, such as <c>builder.Configuration.GetSection("Ngixi:Modules")</c>.</param>
    /// <returns>This.</returns>
    /// <exception cref="InvalidOperationException">A module has no manifest, or a key that is none of these.</exception>
    public NgixiBuilder AddModules(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        foreach (IConfigurationSection module in section.GetChildren())
        {
            ModuleSection.Add(this, module);
        }

        return this;
    }
}
