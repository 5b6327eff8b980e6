using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>Calls that came as data, from a caller that nothing is trusted of.</summary>
public sealed class RequestTests : IDisposable
{
    // All but shop_grow, shop_spin and shop_trap.
    private static readonly int[] Harmless = [0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 12, 14];

    private readonly KeyedHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_call_for_another_contract_is_refused_in_words_before_there_is_a_guest()
    {
        Recorder recorder = new();
        await RecordAsync(recorder);
        GuestRequest request = recorder.Request with { Hash = "0123456789abcdef" };
        GuestContractException exception = await Assert.ThrowsAsync<GuestContractException>(() => CallAsync(request));
        Assert.Equal(
            $"The call is for the contract IShop@0123456789abcdef, and guests of the module 'shop-module' serve IShop@{recorder.Request.Hash}: "
            + "the two hosts were built from different versions of the interface. Nothing was run. Update the older one.",
            exception.Message);
        Assert.Equal("IShop@0123456789abcdef", exception.Called);
        Assert.Equal(0, host.Guests.Count);
    }

    [Fact]
    public async Task Exports_have_numbers_by_their_names_and_not_by_the_order_of_the_source()
    {
        Recorder recorder = new();
        await RecordAsync(recorder);

        // shop_add, shop_bytes, shop_clear, shop_double, shop_greet
        Assert.Equal(("IShop", 4), (recorder.Request.Contract, recorder.Request.Export));
        Assert.Equal(16, recorder.Request.Hash.Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(15)]
    [InlineData(int.MaxValue)]
    public async Task An_export_that_there_is_not_is_refused(int export)
    {
        Recorder recorder = new();
        await RecordAsync(recorder);
        GuestContractException exception = await Assert.ThrowsAsync<GuestContractException>(
            () => CallAsync(recorder.Request with { Export = export }));
        Assert.Contains($"there is no export {export}: it has 15", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_are_cut_anywhere_are_refused_or_read_as_they_are()
    {
        Recorder recorder = new();
        await RecordAsync(recorder);
        for (int length = 0; length < recorder.Request.Arguments.Length; length++)
        {
            await Assert.ThrowsAsync<GuestContractException>(
                () => CallAsync(recorder.Request with { Arguments = recorder.Request.Arguments[..length] }));
        }

        Assert.NotEqual(0, (await CallAsync(recorder.Request)).Length);
    }

    [Fact]
    public async Task Pointers_to_the_same_bytes_do_not_multiply_them()
    {
        // A list of 2,000 articles, each of whose names is the same 4,000 bytes: 8 MB of 24 KB.
        byte[] block = new byte[8 + (2_000 * 8) + 4_000];
        BitConverter.TryWriteBytes(block.AsSpan(0), 8);
        BitConverter.TryWriteBytes(block.AsSpan(4), 2_000);
        for (int i = 0; i < 2_000; i++)
        {
            BitConverter.TryWriteBytes(block.AsSpan(8 + (i * 8)), 8 + (2_000 * 8));
            BitConverter.TryWriteBytes(block.AsSpan(12 + (i * 8)), 4_000 | 0x8000_0000);
        }

        Recorder recorder = new();
        await Assert.ThrowsAsync<NotSupportedException>(async () => await recorder.Client.ListAsync([]));
        GuestContractException exception = await Assert.ThrowsAsync<GuestContractException>(
            () => CallAsync(recorder.Request with { Arguments = block }));
        Assert.Contains("more than the 20008", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_arguments_are_answered_or_refused_and_the_guest_lives()
    {
        Random random = new(Tries.Seed(1));
        Recorder recorder = new();
        await RecordAsync(recorder);
        await host.Shop("key").AddAsync("pear", 1);
        for (int i = 0; i < Tries.Count(2_000); i++)
        {
            byte[] bytes = random.Next(3) == 0 ? new byte[random.Next(64)] : recorder.Request.Arguments.ToArray();
            for (int change = random.Next(4); change >= 0 && bytes.Length > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                await CallAsync(recorder.Request with { Export = Harmless[random.Next(Harmless.Length)], Arguments = bytes });
            }
            catch (GuestContractException)
            {
            }
        }

        await host.Shop("key").AddAsync("pear", 1);
    }

    private static async Task RecordAsync(Recorder recorder) =>
        await Assert.ThrowsAsync<NotSupportedException>(async () => await recorder.Client.GreetAsync("Ada", "welcome"));

    private async Task<ReadOnlyMemory<byte>> CallAsync(GuestRequest request) =>
        await host.Guests.CallerOf(KeyedHost.Name, "key").InvokeAsync(request, CancellationToken.None);

    /// <summary>Keeps what a client sends, and sends it nowhere.</summary>
    private sealed class Recorder : GuestCaller
    {
        public Recorder() => Client = ClientOf<IShopGuest>();

        public IShopGuest Client { get; }

        public GuestRequest Request { get; private set; }

        public override ValueTask<ReadOnlyMemory<byte>> InvokeAsync(GuestRequest request, CancellationToken cancellation)
        {
            Request = request;
            throw new NotSupportedException();
        }

        private T ClientOf<T>()
            where T : class, IGuestClient<T> => T.Create(this);
    }
}
