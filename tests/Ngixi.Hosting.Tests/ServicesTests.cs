using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Ngixi.Hosting.Tests.Auditing;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests;

public sealed class ServicesTests : IDisposable
{
    private readonly GreeterFiles files = new();

    [Fact]
    public async Task A_program_has_a_pool_by_the_name_of_its_module()
    {
        using IHost host = Build(ngixi => ngixi.AddModule("greeter", "greeter.ngixi.json", new PoolOptions { MaxInstances = 3 }));
        await host.StartAsync();
        GuestPool pool = host.Services.GetRequiredKeyedService<GuestPool>("greeter");
        Assert.Equal("Ada", (await pool.CallAsync(guest => guest.Instance.GetGreeter().Greet("Ada"))).Value);
        Assert.Equal(3, pool.Options.MaxInstances);
        Assert.Same(pool.Module, host.Services.GetRequiredKeyedService<GuestModule>("greeter"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_program_has_guests_by_key()
    {
        using IHost host = Build(ngixi => ngixi
            .AddModule("greeter", "greeter.ngixi.json")
            .AddGuests<IGreeterGuest>("greeter", _ => new KeyedGuestOptions { IdleTime = TimeSpan.FromMinutes(1) }));
        await host.StartAsync();
        IGuests guests = host.Services.GetRequiredService<IGuests>();
        Assert.Equal("Ada", await guests.Get<IGreeterGuest>("greeter", "one").GreetAsync("Ada"));
        Assert.Equal("Grace", await guests.Get<IGreeterGuest>("greeter", "two").GreetAsync("Grace"));
        Assert.Equal(2, host.Services.GetRequiredService<KeyedGuests>().Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_program_does_not_start_with_modules_that_are_refused_and_says_it_of_all()
    {
        files.WriteManifest("bad.ngixi.json", "{ \"tea\": true }");
        using IHost host = Build(ngixi => ngixi
            .AddModule("bad", "bad.ngixi.json")
            .AddModule("absent", "absent.ngixi.json")
            .AddModule("greeter", "greeter.ngixi.json"));
        AggregateException exception = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync());
        Assert.Collection(
            exception.InnerExceptions,
            bad => Assert.Contains("tea", Assert.IsType<ManifestException>(bad).Message, StringComparison.Ordinal),
            absent => Assert.IsType<FileNotFoundException>(absent));
    }

    [Fact]
    public async Task A_manifest_that_changed_since_its_hash_was_written_is_refused()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(files.Manifest)));
        using (IHost host = Build(ngixi => ngixi.AddModule("greeter", "greeter.ngixi.json", manifestSha256: hash)))
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        files.WriteManifest("greeter.ngixi.json", "{ \"log\": true, \"clock\": true }");
        using IHost changed = Build(ngixi => ngixi.AddModule("greeter", "greeter.ngixi.json", manifestSha256: hash));
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => changed.StartAsync());
        Assert.Contains($", not {hash}. Read what changed in it, and write the new hash.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_names_modules()
    {
        using IHost host = Build(ngixi => ngixi.AddModules(Section(
            ("greeter:Manifest", "greeter.ngixi.json"), ("greeter:MaxInstances", "4"))));
        await host.StartAsync();
        Assert.Equal(4, host.Services.GetRequiredKeyedService<GuestPool>("greeter").Options.MaxInstances);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(
        "greeter:Grants:0",
        "x",
        "greeter:Grants is no key of a module: there are Manifest, Sha256 and MaxInstances. What a module may do stands in its manifest.")]
    [InlineData("greeter:MaxInstances", "0", "greeter:MaxInstances is '0': write a number from 1 on.")]
    [InlineData("greeter:MaxInstances", "many", "greeter:MaxInstances is 'many': write a number from 1 on.")]
    public void A_configuration_grants_nothing_and_its_mistakes_are_named(string key, string value, string message)
    {
        IConfiguration section = Section(("greeter:Manifest", "greeter.ngixi.json"), (key, value));
        Assert.Equal(
            message, Assert.Throws<InvalidOperationException>(() => Build(ngixi => ngixi.AddModules(section))).Message);
    }

    [Fact]
    public void A_module_of_a_configuration_without_a_manifest_is_named() => Assert.Equal(
        "greeter has no Manifest: write the name of the file.",
        Assert.Throws<InvalidOperationException>(() => Build(ngixi => ngixi.AddModules(Section(("greeter:MaxInstances", "1"))))).Message);

    [Fact]
    public async Task Options_out_of_their_range_stop_the_program_at_its_start()
    {
        using IHost host = Build(ngixi => ngixi.Configure(options =>
        {
            options.MaxThreads = 0;
            options.GuestStack = 1;
        }));
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(
            ["GuestEngineOptions.MaxThreads is 0: it is 1 to 10,000.", "GuestEngineOptions.GuestStack is 1: it is 65,536 to 67,108,864."],
            exception.Failures);
    }

    [Fact]
    public async Task The_health_check_tells_of_the_process_and_of_a_quarantine()
    {
        using IHost host = Build(ngixi => ngixi.AddModule(
            "greeter",
            "greeter.ngixi.json",
            new PoolOptions { OnFailure = FailurePolicy.Quarantine, FailuresToQuarantine = 1 }));
        await host.StartAsync();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        HealthReport well = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, well.Status);
        Assert.Equal(["instances", "module greeter", "signals", "wasmtime"], well.Entries["guests"].Data.Keys.Order());
        GuestPool pool = host.Services.GetRequiredKeyedService<GuestPool>("greeter");
        await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(guest => guest.Run("fail")));
        HealthReport ill = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, ill.Status);
        Assert.Equal("The module 'greeter' is in quarantine: its guests failed too often.", ill.Entries["guests"].Description);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_program_has_an_audit_that_its_health_check_looks_at_and_that_ends_with_it()
    {
        AuditHost audit = new();
        using (IHost host = Build(ngixi => ngixi
            .AddModule("greeter", "greeter.ngixi.json")
            .Services.AddSingleton(_ => audit.Open())))
        {
            await host.StartAsync();
            GuestPool pool = host.Services.GetRequiredKeyedService<GuestPool>("greeter");
            await pool.CallAsync(guest => guest.Instance.GetGreeter().Greet("Ada"));
            audit.Problem = "No space left on device";
            await Assert.ThrowsAsync<GuestTrapException>(() => pool.CallAsync(guest => guest.Run("fail")));
            HealthReport ill = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.Equal("The audit of guests cannot be written: No space left on device", ill.Entries["guests"].Description);
            audit.Problem = null;
            await host.StopAsync();
        }

        Assert.Equal("log.closed", audit.Events[^1]);
        Assert.Single(audit.Entries("call.failed"));
        Assert.True(AuditFixture.Verify(audit).IsIntact);
    }

    [Fact]
    public async Task A_program_writes_its_audit_to_a_file_in_its_folder()
    {
        using (IHost host = Build(ngixi => ngixi.AddModule("greeter", "greeter.ngixi.json").AddAudit("logs/audit.jsonl")))
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        string file = Path.Combine(files.Folder, "logs", "audit.jsonl");
        Assert.True(GuestAudit.Verify(file).IsIntact);
        Assert.Contains(File.ReadLines(file), line => line.Contains("\"event\":\"module.loaded\"", StringComparison.Ordinal));
    }

    public void Dispose() => files.Dispose();

    private static IConfiguration Section(params (string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value))).Build();

    private IHost Build(Action<NgixiBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = files.Folder });
        builder.Services.AddNgixi(configure);
        builder.Services.AddHealthChecks().AddNgixiGuests();
        builder.Services.AddLogging();
        return builder.Build();
    }
}
