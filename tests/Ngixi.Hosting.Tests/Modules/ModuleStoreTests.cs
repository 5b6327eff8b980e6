using System.Security.Cryptography;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

public sealed class ModuleStoreTests : IDisposable
{
    private static readonly byte[] Wasm = Wat.Bytes(Wat.Odd);
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Wasm));

    private readonly TemporaryFolder folder = new();
    private readonly ModuleStore store;

    public ModuleStoreTests() => store = new ModuleStore(folder.At("modules"));

    [Fact]
    public void A_module_is_read_by_its_hash()
    {
        Assert.Equal(Hash, store.Add(Wasm));
        Assert.Equal(Wasm, store.Read(Hash));
        Assert.Equal(Wasm, store.Read(Hash.ToUpperInvariant()));
        Assert.Equal([Hash], store.List());
        Assert.Single(Directory.GetFiles(store.Directory));
    }

    [Fact]
    public async Task Errors_of_a_module_have_lines_of_the_map_that_was_added_with_it()
    {
        string hash = store.Add(Guests.StrippedInvoice, Guests.Invoice.SourceMap);
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(InvoiceHost.Manifest(store.FileOf(hash)), store.Read(hash));
        GuestTrapException exception = await module.FailureOf<GuestTrapException>(it => it.Run("divide", 0));
        Assert.Equal(8, exception.Frames[0].Line);
    }

    [Fact]
    public void A_module_is_removed()
    {
        store.Add(Wasm, "{}"u8);
        Assert.True(store.Remove(Hash));
        Assert.False(store.Remove(Hash));
        Assert.Empty(Directory.GetFiles(store.Directory));
        Assert.Throws<FileNotFoundException>(() => store.Read(Hash));
    }

    [Fact]
    public void A_damaged_file_is_refused_and_put_right_when_the_module_is_added()
    {
        store.Add(Wasm);
        File.WriteAllBytes(store.FileOf(Hash), [.. Wasm, 0]);
        AssertRefused("it has other bytes");
        store.Add(Wasm);
        Assert.Equal(Wasm, store.Read(Hash));
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        using (FileStream file = File.Create(store.FileOf(Hash)))
        {
            file.SetLength(1L << 40);
        }

        AssertRefused("which is more than");
        Assert.Throws<ArgumentException>(() => new ModuleStore(folder.Path) { MaxBytes = 10 }.Add(Wasm));
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        Command.Run("mkfifo", folder.Path, store.FileOf(Hash)).Succeeds();
        AssertRefused("it is no file");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("0123")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void What_is_no_hash_names_no_module(string name)
    {
        Assert.Throws<ArgumentException>(() => store.Read(name));
        Assert.Throws<ArgumentException>(() => store.FileOf(name));
        Assert.Throws<ArgumentException>(() => store.Remove(name));
    }

    [Fact]
    public async Task Threads_add_and_read_one_module()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                store.Add(Wasm);
                Assert.Equal(Wasm, store.Read(Hash));
            }
        })));
        Assert.Single(Directory.GetFiles(store.Directory));
    }

    public void Dispose() => folder.Dispose();

    private void AssertRefused(string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => store.Read(Hash)).Message, StringComparison.Ordinal);
}
