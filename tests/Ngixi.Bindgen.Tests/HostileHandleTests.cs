using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Handles that a guest in C made up, gave back or took for another's, in the structs of the printed headers.</summary>
public sealed class HostileHandleTests : IDisposable
{
    private readonly MemoryFiles files = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private RawGuest guest;

    public HostileHandleTests()
    {
        linker.DefineFiles(files);
        guest = NewGuest();
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(0x0001_0000)]
    public void A_handle_that_is_made_up_is_refused(int handle)
    {
        int file = Call("create");
        foreach (string use in new[] { "path", "clone", "free" })
        {
            Refuses("handle", use, handle);
        }

        Refuses("handle", "end", handle);
        Refuses("first", "join", handle, file);
        Assert.Equal("a.txt".Length, Call("path", file));
    }

    [Fact]
    public void A_handle_of_another_kind_is_refused()
    {
        int file = Call("create");
        int mark = Call("mark");
        Assert.Contains("is a IMark, not a IFile", Refuses("handle", "path", mark).Reason, StringComparison.Ordinal);
        Assert.Contains("is a IMark, not a IFile", Refuses("handle", "free", mark).Reason, StringComparison.Ordinal);
        Assert.Contains("is a IMark, not a IFile", Refuses("second", "join", file, mark).Reason, StringComparison.Ordinal);
        Assert.Contains("is a IFile, not a IMark", Refuses("handle", "end", file).Reason, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(files.Opened).Disposed);
    }

    [Fact]
    public void A_struct_that_was_copied_does_not_free_twice()
    {
        int file = Call("create");
        Assert.Equal(0, Call("free", file));
        Refuses("handle", "free", file);
        Refuses("handle", "path", file);
        Assert.Equal(1, Assert.Single(files.Opened).Disposed);
    }

    [Fact]
    public void A_handle_of_another_instance_is_refused()
    {
        using RawGuest other = NewGuest();
        int foreign = (int)other.Call("create")!;
        Call("create");
        Refuses("handle", "path", foreign);
        Assert.Equal("a.txt".Length, (int)other.Call("path", foreign)!);
    }

    [Fact]
    public void Whatever_order_a_guest_uses_handles_in_only_those_that_it_holds_are_taken()
    {
        foreach (int seed in Tries.Seeds(usualCount: 50))
        {
            Random random = new(seed);
            guest.Dispose();
            guest = NewGuest();
            List<int> known = [0];
            HashSet<int> open = [];
            HashSet<int> marks = [];
            for (int step = 0; step < 100; step++)
            {
                int handle = random.Next(4) == 0 ? Damage(random, known[^1]) : known[random.Next(known.Count)];
                string use = new[] { "create", "mark", "path", "clone", "free", "end" }[random.Next(6)];
                bool isGood = use is "create" or "mark" || (use == "end" ? marks : open).Contains(handle);
                object[] arguments = use is "create" or "mark" ? [] : [handle];
                Exception? failure = Record.Exception(() => Made(Call(use, arguments)));
                Assert.True(
                    isGood ? failure is null : failure?.InnerException is WasmImportException { IsBadArgument: true },
                    $"seed {seed}, step {step}: {use}({string.Join(", ", arguments)}) {failure}");
                if (isGood && use is "free" or "end")
                {
                    open.Remove(handle);
                    marks.Remove(handle);
                }

                void Made(int made)
                {
                    if (use is "create" or "mark" or "clone")
                    {
                        Assert.True(made != 0 && !known.Contains(made), $"seed {seed}, step {step}: the handle {made} was given twice");
                        known.Add(made);
                        (use == "mark" ? marks : open).Add(made);
                    }
                }
            }
        }
    }

    private static int Damage(Random random, int handle) => random.Next(3) switch
    {
        0 => handle + random.Next(-3, 4),
        1 => handle ^ (1 << random.Next(32)),
        _ => random.Next(int.MinValue, int.MaxValue),
    };

    private int Call(string use, params object[] arguments) => (int)guest.Call(use, arguments)!;

    private WasmImportException Refuses(string parameter, string use, params object[] arguments)
    {
        WasmImportException exception = guest.CallToFail(use, arguments);
        Assert.Equal(parameter, exception.Parameter);
        Assert.True(exception.IsBadArgument, exception.ToString());
        return exception;
    }

    private RawGuest NewGuest() => RawGuest.Of(CModules.Of("files"), linker);
}
