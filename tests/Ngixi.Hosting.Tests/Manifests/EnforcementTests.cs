using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Grants;
using Ngixi.Hosting.Manifests.Text;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Manifests;

/// <summary>Each field of a manifest has an effect. Those of the capabilities' own records are in <see cref="GrantFieldTests"/>.</summary>
public sealed class EnforcementTests : IDisposable
{
    private const string Logger = """
        (module
          (import "env" "log" (func $log (param i32 i32)))
          (memory (export "memory") 1)
          (func (export "write") (param $times i32) (param $bytes i32)
            (loop $again
              (call $log (i32.const 0) (local.get $bytes))
              (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))))
        """;

    private readonly FakeLogCollector logs = new();
    private readonly GuestEngine engine;

    public EnforcementTests()
    {
        ILoggerFactory loggers = LoggerFactory.Create(
            builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(logs)));
        engine = new GuestEngine(new GuestEngineOptions { Loggers = loggers });
    }

    [Fact]
    public void Each_field_has_a_test_that_shows_its_effect()
    {
        // The schema is for editors, and a why is for people.
        string[] without = ["$schema"];
        HashSet<string> shown =
        [
            .. without,
            .. typeof(EnforcementTests).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
                .SelectMany(method => method.GetCustomAttribute<EnforcesAttribute>()?.Fields ?? []),
            .. GrantFieldTests.Paths.Select(path => $"grants.{path}"),
        ];
        Assert.All(
            ManifestFields.Leaves(ManifestReader.Describe(new GuestEngineOptions())).Select(field => field.Path),
            path => Assert.True(shown.Contains(path) || shown.Contains($"*.{path.Split('.')[^1]}"), $"No test shows what {path} does."));
    }

    [Fact]
    public void Each_limit_has_its_field() => Assert.Equal(
        typeof(ModuleLimits).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)
            .Order(StringComparer.OrdinalIgnoreCase),
        ManifestReader.Describe(new GuestEngineOptions()).Find("limits")!.Shape!.Fields
            .Select(field => char.ToUpperInvariant(field.Name[0]) + field.Name[1..]).Order(StringComparer.OrdinalIgnoreCase));

    [Theory]
    [InlineData("\"deadline\": \"50 ms\"", "spin", typeof(GuestDeadlineException))]
    [InlineData("\"fuel\": 1000", "spin", typeof(GuestLimitException))]
    [InlineData("\"deadline\": \"2 s\"", "fail", typeof(GuestTrapException))]
    [Enforces("limits.deadline", "limits.fuel")]
    public async Task A_limit_of_a_call_ends_it(string limit, string export, Type failure)
    {
        using GuestModule module = engine.Load(Manifest.Parse($$"""{ "name": "test", "limits": { {{limit}} } }"""), Wat.Bytes(Wat.Odd));
        using GuestInstance guest = await module.StartAsync();
        await Assert.ThrowsAsync(failure, () => guest.CallAsync(it => it.Run(export)));
    }

    [Fact]
    [Enforces("limits.startDeadline")]
    public async Task The_limit_of_a_start_ends_it()
    {
        GuestManifest manifest = Manifest.Parse("""{ "name": "test", "limits": { "startDeadline": "50 ms" } }""");
        using GuestModule module = engine.Load(manifest, Wat.Bytes("(module (func $spin (loop br 0)) (start $spin))"));
        Assert.Equal(
            TimeSpan.FromMilliseconds(50), (await Assert.ThrowsAsync<GuestDeadlineException>(() => module.StartAsync())).Deadline);
    }

    [Theory]
    [InlineData("\"hostCalls\": 10", 10, 1, 11, 1, "hostCalls")]
    [InlineData("\"bytes\": \"1 KiB\"", 1, 1024, 1, 1025, "bytes")]
    [Enforces("limits.hostCalls", "limits.bytes")]
    public async Task A_limit_of_what_a_call_exchanges_ends_it(
        string limit, int times, int bytes, int moreTimes, int moreBytes, string name)
    {
        using GuestModule module = engine.Load(
            Manifest.Parse($$"""{ "name": "test", "limits": { {{limit}} }, "grants": { "log": true } }"""), Wat.Bytes(Logger));
        using GuestInstance guest = await module.StartAsync();
        await guest.CallAsync(it => it.Run("write", times, bytes));
        GuestLimitException exception =
            await Assert.ThrowsAsync<GuestLimitException>(() => guest.CallAsync(it => it.Run("write", moreTimes, moreBytes)));
        Assert.Equal(name, exception.Limit);
    }

    [Theory]
    [InlineData("\"valueBytes\": \"1 KiB\"", 1024, 1025, "MaxBytesPerCall")]
    [InlineData("\"valueItems\": 16", 1, 17, "MaxItemsPerCall")]
    [Enforces("limits.valueBytes", "limits.valueItems")]
    public async Task A_limit_of_the_values_of_one_call_of_an_import_ends_it(string limit, int most, int more, string option)
    {
        const string Counter = """
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (import "env" "metric_add" (func $add (param i32 i32 i64 i32 i32)))
              (memory (export "memory") 1)
              (func (export "MaxBytesPerCall") (param $bytes i32) (call $log (i32.const 0) (local.get $bytes)))
              (func (export "MaxItemsPerCall") (param $labels i32)
                (local $label i32)
                (loop $again
                  (i32.store (i32.mul (local.get $label) (i32.const 16)) (i32.add (local.get $label) (i32.const 1024)))
                  (i32.store offset=4 (i32.mul (local.get $label) (i32.const 16)) (i32.const 1))
                  (i32.store8 offset=1024 (local.get $label) (i32.add (local.get $label) (i32.const 97)))
                  (br_if $again (i32.lt_u (local.tee $label (i32.add (local.get $label) (i32.const 1))) (local.get $labels))))
                (call $add (i32.const 1024) (i32.const 1) (i64.const 1) (i32.const 0) (local.get $labels))))
            """;
        using GuestModule module = engine.Load(
            Manifest.Parse($$"""{ "name": "test", "limits": { {{limit}} }, "grants": { "log": true, "metrics": true } }"""),
            Wat.Bytes(Counter));
        using GuestInstance guest = await module.StartAsync();
        await guest.CallAsync(it => it.Run(option, most));
        GuestCallException exception = await Assert.ThrowsAnyAsync<GuestCallException>(() => guest.CallAsync(it => it.Run(option, more)));
        Assert.Contains(option, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Enforces("limits.handles")]
    public async Task The_limit_of_handles_is_that_of_an_instance()
    {
        const string Opener = """
            (module
              (import "env" "span_begin" (func $begin (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "open") (result i32) (call $begin (i32.const 0) (i32.const 0))))
            """;
        using GuestModule module = engine.Load(
            Manifest.Parse("""{ "name": "test", "limits": { "handles": 2 }, "grants": { "tracing": true } }"""), Wat.Bytes(Opener));
        using GuestInstance guest = await module.StartAsync();
        await guest.CallAsync(it => it.Run("open"));
        await guest.CallAsync(it => it.Run("open"));
        GuestCallException exception = await Assert.ThrowsAnyAsync<GuestCallException>(() => guest.CallAsync(it => it.Run("open")));
        Assert.Contains("handles", $"{exception.Message} {exception.InnerException?.Message}", StringComparison.Ordinal);
    }

    [Fact]
    [Enforces("name", "grants.log.minimumLevel")]
    public async Task What_a_guest_writes_has_the_name_of_its_manifest()
    {
        using GuestModule module = engine.Load(Manifest.Parse("""{ "name": "shop", "grants": { "log": true } }"""), Wat.Bytes(Logger));
        using GuestInstance guest = await module.StartAsync();
        await guest.CallAsync(it => it.Run("write", 1, 4));
        Assert.Equal("Wasm.shop", Assert.Single(logs.GetSnapshot()).Category);
    }

    [Fact]
    [Enforces("*.why", "*.optional")]
    public void A_grant_says_why_and_is_left_out_where_it_may_be()
    {
        GuestManifest manifest = Manifest.Granting("""{ "log": { "why": "x" }, "cache": { "optional": true, "maxBytes": "${NONE}" } }""");
        Assert.Equal("x", Assert.Single(manifest.Grants).Value.Why);
        Assert.Equal("cache", Assert.Single(manifest.LeftOut).Key);
    }

    [Fact]
    [Enforces(
        "grants.files.mounts.path",
        "grants.files.mounts.directory",
        "grants.files.mounts.writable",
        "grants.files.mounts.quota.maxFiles")]
    public void A_directory_is_mounted_within_its_quota()
    {
        using TemporaryFolder folder = new();
        folder.Write("data/a.txt", "a");
        FileMount mount = Open(
            $$"""{ "path": "/data", "directory": "{{folder.At("data")}}", "writable": true, "quota": { "maxFiles": 2 } }""");
        Assert.Equal(("/data", true), (mount.Path, mount.IsWritable));
        Assert.Equal(folder.At("data"), Assert.IsType<DirectoryFileSystem>(mount.Files).HostPath);
        Assert.Equal(FileError.NoSpace, Create(mount, "b.txt"));
        Assert.False(Open($$"""{ "path": "/data", "directory": "{{folder.At("data")}}" }""").IsWritable);
    }

    [Fact]
    [Enforces("grants.files.mounts.memory", "grants.files.mounts.quota.maxBytes")]
    public void A_drive_in_memory_is_mounted_within_its_quota()
    {
        FileMount mount = Open("""{ "path": "/tmp", "memory": true, "writable": true, "quota": { "maxBytes": "4 B" } }""");
        MemoryFileSystem drive = Assert.IsType<MemoryFileSystem>(mount.Files);
        drive.WriteFile("a", "1234"u8);
        Assert.Throws<IOException>(() => drive.WriteFile("b", "5"u8));
    }

    [Fact]
    [Enforces("grants.files.mounts.file")]
    public void A_single_file_is_mounted_alone()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.txt", "a");
        folder.Write("b.txt", "b");
        FileMount mount = Open($$"""{ "path": "/settings", "file": "{{folder.At("a.txt")}}" }""");
        Assert.IsType<SingleFileSystem>(mount.Files);
        Assert.Equal(FileError.None, Look(mount, "a.txt"));
        Assert.Equal(FileError.NotFound, Look(mount, "b.txt"));
    }

    [Fact]
    [Enforces("grants.files.mounts.overlay")]
    public void What_an_overlay_changes_is_not_changed_on_the_host()
    {
        using TemporaryFolder folder = new();
        folder.Write("data/a.txt", "a");
        FileMount mount = Open($$"""{ "path": "/data", "directory": "{{folder.At("data")}}", "writable": true, "overlay": true }""");
        Assert.Equal(FileError.None, Create(mount, "b.txt"));
        Assert.Equal(FileError.None, Look(mount, "b.txt"));
        Assert.False(File.Exists(folder.At("data/b.txt")));
    }

    [Fact]
    public async Task The_output_of_WASI_goes_to_the_modules_log()
    {
        const string Hello = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\10\00\00\00\06\00\00\00\00\00\00\00\00\00\00\00hello\0a")
              (func (export "run") (result i32) (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
            """;
        using GuestModule module = engine.Load(
            Manifest.Parse("""{ "name": "shop", "grants": { "wasi": true, "log": true } }"""), Wat.Bytes(Hello));
        using GuestInstance guest = await module.StartAsync();
        Assert.Equal(0, (await guest.CallAsync(it => it.Run("run"))).Value);
        FakeLogRecord line = Assert.Single(logs.GetSnapshot());
        Assert.Equal(("hello", "Wasm.shop", LogLevel.Information), (line.Message, line.Category, line.Level));
    }

    [Fact]
    public async Task AssemblyScripts_standard_library_gets_what_the_grants_are_for()
    {
        const string Script = """
            (module
              (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
              (import "env" "console.log" (func $print (param i32)))
              (import "env" "Date.now" (func $now (result f64)))
              (import "env" "seed" (func $seed (result f64)))
              (memory (export "memory") 1)
              (data (i32.const 12) "\04\00\00\00h\00i\00")
              (func (export "run") (result f64) (call $print (i32.const 16)) (call $seed)))
            """;
        byte[] wasm = Wat.Bytes(Script);
        string[] missing = [.. Assert.Throws<GuestRefusedException>(() => engine.Load(new GuestManifest { Name = "test" }, wasm)).Refusals];
        Assert.Equal(
            [
                "It imports `env.console.log` of log, which the manifest does not grant. To allow it, add to the manifest's grants: \"log\": true",
                "It imports `env.Date.now` of clock, which the manifest does not grant. "
                    + "To allow it, add to the manifest's grants: \"clock\": true",
                "It imports `env.seed` of random, which the manifest does not grant. To allow it, add to the manifest's grants: \"random\": true",
            ],
            missing);
        using GuestModule module = engine.Load(Manifest.Granting("""{ "log": true, "clock": true, "random": { "seed": 5 } }"""), wasm);
        using GuestInstance guest = await module.StartAsync();
        object? seed = (await guest.CallAsync(it => it.Run("run"))).Value;
        Assert.Equal(new GuestRandom(new RandomGrant { Seed = 5 }).Seed(), seed);
        Assert.Equal("hi", Assert.Single(logs.GetSnapshot()).Message);
    }

    [Fact]
    public void A_denial_names_the_field_to_add() => Assert.Equal(
        "The module shop was denied http: GET `https://b.example/x`. No target of the grant is https://b.example. "
        + "To allow it, add to \"http\" of the manifest's grants: \"allow\": [\"https://b.example\"]",
        Denied());

    public void Dispose() => engine.Dispose();

    /// <summary>Runs a guest that asks for more than it is granted, and gets what the log says.</summary>
    internal static string Denied()
    {
        const string Asker = """
            (module
              (import "env" "http_request" (func $request (param i32 i32 i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "GEThttps://b.example/x")
              (func (export "ask") (result i32)
                (call $request (i32.const 0) (i32.const 3) (i32.const 3) (i32.const 19) (i32.const 0) (i32.const 0))))
            """;
        FakeLogCollector logs = new();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(new FakeLoggerProvider(logs)));
        using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
        using GuestModule module = engine.Load(Manifest.Granting("""{ "http": { "allow": ["https://a.example"] } }"""), Wat.Bytes(Asker));
        using GuestInstance guest = module.StartAsync().GetAwaiter().GetResult();
        Assert.Equal(0, guest.CallAsync(it => it.Run("ask")).GetAwaiter().GetResult().Value);
        return Assert.Single(logs.GetSnapshot(), record => record.Level == LogLevel.Warning).Message;
    }

    private FileMount Open(string mount)
    {
        (GrantReader reader, FindingList findings) = ManifestFields.ReaderOf($$"""{ "mounts": [{{mount}}] }""", engine.Options);
        FilesGrant grant = new FilesCapability().ReadGrant(reader);
        findings.ThrowIfAny();
        return Assert.Single(grant.Mounts).Open(new GrantContext("test", engine.Options));
    }

    private static FileError Create(FileMount mount, string name)
    {
        mount.Files.OpenRoot(out IGuestDirectory? root);
        using (root)
        {
            FileError error = root!.Open(name, FileOpening.Write | FileOpening.Create, out IGuestNode? node);
            (node as IDisposable)?.Dispose();
            return error;
        }
    }

    private static FileError Look(FileMount mount, string name)
    {
        mount.Files.OpenRoot(out IGuestDirectory? root);
        using (root)
        {
            return root!.GetStatus(name, follow: false, out _);
        }
    }
}
