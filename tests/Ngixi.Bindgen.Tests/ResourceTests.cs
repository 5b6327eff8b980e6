using System.Text;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Handles stand for the host's objects, for one instance, until they are released.</summary>
public sealed class ResourceTests : IDisposable
{
    private const int Area = 1024;

    private static readonly string[] Imports =
    [
        "files.file_open (i32 i32) -> i32",
        "files.file_create (i32 i32) -> i32",
        "files.file_mark () -> i32",
        "files.file_join (i32 i32 i32) -> i32",
        "files.archive_extract (i32 i32) -> i32",
        "files.open_file_path (i32 i32) -> i32",
        "files.open_file_read (i32 i32 i32) -> i32",
        "files.open_file_clone (i32) -> i32",
        "files.open_file_free (i32)", "files.mark_end (i32)",
    ];

    /// <summary>Counts with a file, which is used in that, and descends to release it.</summary>
    private const string LentGuest =
        """
        (module
          (import "files" "file_create" (func $create (param i32 i32) (result i32)))
          (import "files" "file_join" (func $join (param i32 i32 i32) (result i32)))
          (import "files" "open_file_free" (func $free (param i32)))
          (memory (export "memory") 1)
          (global (export "ngixi_area") i32 (i32.const 1024))
          (data (i32.const 1024) "\00\01\00\00\00\00\00\00")
          (func (export "odd_ping"))
          (func (export "odd_sum") (result i32) (i32.const 0))
          (func (export "odd_fill") (result i32) (i32.const 0))
          (func (export "odd_count") (param i32) (result i32) (call $join (local.get 0) (i32.const 0) (i32.const 1024)))
          (func (export "odd_open") (result i32) (call $create (i32.const 0) (i32.const 0)))
          (func (export "odd_nest"))
          (func (export "odd_dig"))
          (func (export "odd_watch"))
          (func (export "odd_grow") (param i32) (result i32) (i32.const 0))
          (func (export "odd_descend") (param i32) (result i32) (call $free (local.get 0)) (i32.const 0))
          (func (export "odd_take") (param i32) (result i32) (i32.const 0)))
        """;

    private readonly MemoryFiles files = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public ResourceTests()
    {
        linker.DefineFiles(files);
        linker.DefineArchive(files);
        guest = NewGuest();
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void A_handle_is_not_zero_and_finds_its_object()
    {
        int handle = Create("a.txt");
        Assert.True(handle > 0);
        Assert.Equal("a.txt", PathOf(handle));
        Assert.Equal(5, guest.Call("open_file_read", handle, 64, 8));
        Assert.Equal("a.txt"u8, guest.Bytes(64, 5));
    }

    [Fact]
    public void Null_is_handle_zero_both_ways()
    {
        Assert.Equal(0, Open("missing"));
        int handle = Create("a");
        Assert.Equal("a+nothing", TextOf((int)guest.Call("file_join", handle, 0, Area)!));
        Assert.Equal("a+a", TextOf((int)guest.Call("file_join", handle, handle, Area)!));
        AssertBad(guest.CallToFail("file_join", 0, handle, Area), "files.file_join", "first", "0 is not a handle");
    }

    [Fact]
    public void Releasing_disposes_the_object_once_and_ends_the_handle()
    {
        int handle = Create("a");
        guest.Call("open_file_free", handle);
        Assert.Equal(1, files.Opened[0].Disposed);
        AssertBad(guest.CallToFail("open_file_free", handle), "files.open_file_free", "handle", "is not open in this instance");
        AssertBad(guest.CallToFail("open_file_path", handle, Area), "files.open_file_path", "handle", "is not open in this instance");
        Assert.Equal(1, files.Opened[0].Disposed);
    }

    [Fact]
    public void A_handle_is_not_released_in_a_call_that_uses_it()
    {
        IOddPlugin? plugin = null;
        int used = 0;
        int spare = 0;
        using Linker reentrant = new(RawGuest.Engine);
        LendingFiles lender = new();
        reentrant.DefineFiles(lender);
        using Module module = Module.FromText(RawGuest.Engine, "lent", LentGuest);
        using Store store = new(RawGuest.Engine);
        plugin = reentrant.Instantiate(store, module).GetOddPlugin();
        used = plugin.Open();
        spare = plugin.Open();

        // One that is not in use may go, also one that a call used which has returned, and one that a nested call used.
        lender.OnJoin = () => { };
        plugin.Count(spare);
        lender.OnJoin = () =>
        {
            lender.OnJoin = () => { };
            plugin.Count(used);
            plugin.Count(spare);
            plugin.Descend(spare);
        };
        plugin.Count(used);
        Assert.Equal(1, lender.Disposed);

        lender.OnJoin = () => plugin.Descend(used);
        WasmtimeException outer = Assert.Throws<WasmtimeException>(() => plugin.Count(used));
        WasmtimeException inner = Assert.IsType<WasmtimeException>(outer.InnerException?.InnerException);
        AssertBad(
            Assert.IsType<WasmImportException>(inner.InnerException),
            "files.open_file_free",
            "handle",
            "is in use by a call that this one is made in");
        Assert.Equal(1, lender.Disposed);
    }

    [Fact]
    public void A_stale_handle_never_means_what_took_its_place()
    {
        int stale = Create("first");
        guest.Call("open_file_free", stale);
        HashSet<int> seen = [stale];
        for (int i = 0; i < 40_000; i++)
        {
            int handle = Create("next");
            Assert.True(seen.Add(handle), $"handle 0x{handle:X8} was given twice");
            guest.Call("open_file_free", handle);
        }

        Create("last");
        Assert.Contains("is not open", guest.CallToFail("open_file_path", stale, Area).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handle_of_another_instance_is_refused()
    {
        using RawGuest other = NewGuest();
        int foreign = Create("mine");
        other.Write(16, "theirs"u8);
        other.Call("file_create", 16, 6);
        AssertBad(other.CallToFail("open_file_path", foreign, Area), "files.open_file_path", "handle", "is not open in this instance");
        Assert.Equal("mine", PathOf(foreign));
    }

    [Fact]
    public void A_handle_of_another_kind_is_refused()
    {
        int mark = (int)guest.Call("file_mark")!;
        AssertBad(guest.CallToFail("open_file_path", mark, Area), "files.open_file_path", "handle", "is a IMark, not a IFile");
        AssertBad(guest.CallToFail("open_file_free", mark), "files.open_file_free", "handle", "is a IMark, not a IFile");
        guest.Call("mark_end", mark);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(0x0001_0000)]
    public void A_made_up_handle_is_refused(int handle)
    {
        AssertBad(guest.CallToFail("open_file_free", handle), "files.open_file_free", "handle", "handle");
        Create("a");
        Assert.True(guest.CallToFail("open_file_free", handle).IsBadArgument);
    }

    [Fact]
    public void Resources_of_resources_have_handles_of_their_own()
    {
        int original = Create("a");
        int clone = (int)guest.Call("open_file_clone", original)!;
        guest.Call("open_file_free", original);
        Assert.Equal("a", PathOf(clone));
    }

    [Fact]
    public void Two_interfaces_hand_out_the_same_resource()
    {
        guest.Write(16, "x"u8);
        int handle = (int)guest.Call("archive_extract", 16, 1)!;
        Assert.Equal("extracted x", PathOf(handle));
    }

    [Fact]
    public void The_quota_is_checked_before_the_method_runs()
    {
        guest.Store.SetGuestOptions(new GuestOptions { MaxHandles = 2 });
        int first = Create("a");
        Create("b");
        guest.Write(16, "c"u8);
        AssertBad(guest.CallToFail("file_create", 16, 1), "files.file_create", null, "the guest holds 2 handles, as many as it may");
        Assert.Equal(2, files.Opened.Count);
        guest.Call("open_file_free", first);
        Create("d");
    }

    [Fact]
    public void What_a_guest_leaves_open_is_disposed_with_its_store_and_reported()
    {
        List<AbandonedResources> reports = [];
        guest.Store.SetGuestOptions(new GuestOptions { ResourcesAbandoned = reports.Add });
        Create("a");
        int closed = Create("b");
        Create("stubborn");
        guest.Call("open_file_free", closed);
        guest.Store.Dispose();

        AbandonedResources report = Assert.Single(reports);
        Assert.Equal(["stubborn", "a"], report.Resources.Cast<IFile>().Select(file => file.Path()));
        Assert.Equal("will not go", Assert.Single(report.Errors).Message);
        Assert.All(files.Opened, file => Assert.Equal(1, file.Disposed));
    }

    [Fact]
    public void A_store_with_nothing_left_open_reports_nothing()
    {
        List<AbandonedResources> reports = [];
        guest.Store.SetGuestOptions(new GuestOptions { ResourcesAbandoned = reports.Add });
        guest.Call("open_file_free", Create("a"));
        guest.Store.Dispose();
        Assert.Empty(reports);
    }

    private static void AssertBad(WasmImportException exception, string import, string? parameter, string reason)
    {
        Assert.Equal(import, exception.Import);
        Assert.Equal(parameter, exception.Parameter);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.True(exception.IsBadArgument);
    }

    private RawGuest NewGuest()
    {
        RawGuest created = RawGuest.Create(linker, Imports);
        created.WriteArea(Area, capacity: 64);
        return created;
    }

    private int Open(string path)
    {
        guest.Write(16, Encoding.UTF8.GetBytes(path));
        return (int)guest.Call("file_open", 16, path.Length)!;
    }

    private int Create(string path)
    {
        guest.Write(16, Encoding.UTF8.GetBytes(path));
        return (int)guest.Call("file_create", 16, path.Length)!;
    }

    private string PathOf(int handle) => TextOf((int)guest.Call("open_file_path", handle, Area)!);

    private string TextOf(int length) => Encoding.UTF8.GetString(guest.Bytes(Area + 8, length));

    /// <summary>Calls back while a file is used.</summary>
    private sealed class LendingFiles : IFiles
    {
        public Action OnJoin { get; set; } = () => { };

        public int Disposed { get; private set; }

        public IFile? Open(string path) => null;

        public IFile Create(string path) => new LentFile(this);

        public IMark Mark() => throw new NotSupportedException();

        public string Join(IFile first, IFile? second)
        {
            OnJoin();
            return "";
        }

        private sealed class LentFile(LendingFiles owner) : IFile
        {
            public string Path() => "";

            public int Read(Span<byte> buffer) => 0;

            public IFile Clone() => new LentFile(owner);

            public void Dispose() => owner.Disposed++;
        }
    }
}
