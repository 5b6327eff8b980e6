using System.Text.Json;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Diagnostics;

public sealed class ProfileTests : IDisposable
{
    private readonly GuestEngine engine = new(new GuestEngineOptions { Tick = TimeSpan.FromMilliseconds(1) });

    [Fact]
    public async Task A_profile_has_the_functions_that_a_call_ran()
    {
        using GuestModule module = Load();
        using GuestProfile profile = new(module);
        using GuestInstance guest = await module.StartAsync();
        await Assert.ThrowsAsync<GuestDeadlineException>(() => guest.CallAsync(
            it => it.Run("work", 1_000), new CallOptions { Profile = profile }));
        Assert.True(profile.Samples > 10);
        HashSet<string> texts = TextsOf(profile.Finish());
        Assert.Contains(texts, text => text.Contains("invoice/work", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("invoice/refuse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_profile_of_a_pool_has_the_calls_that_ask_for_it()
    {
        using GuestModule module = Load();
        using GuestPool pool = module.CreatePool();
        using GuestProfile profile = new(module);
        await Assert.ThrowsAsync<GuestDeadlineException>(() => pool.CallAsync(it => it.Run("work", 1_000)));
        Assert.Equal(0, profile.Samples);
        await Assert.ThrowsAsync<GuestDeadlineException>(
            () => pool.CallAsync(it => it.Run("work", 1_000), new CallOptions { Profile = profile }));
        Assert.True(profile.Samples > 10);
    }

    [Fact]
    public void A_profile_ends_once()
    {
        using GuestModule module = Load();
        using GuestProfile profile = new(module);
        Assert.Contains("invoice", TextsOf(profile.Finish()));
        Assert.Throws<ObjectDisposedException>(profile.Finish);
    }

    public void Dispose() => engine.Dispose();

    private GuestModule Load() => engine.Load(
        InvoiceHost.Manifest(limits: new ModuleLimits { Deadline = TimeSpan.FromMilliseconds(300) }), Guests.Invoice.Wasm);

    private static HashSet<string> TextsOf(byte[] json)
    {
        HashSet<string> texts = [];
        Collect(JsonDocument.Parse(json).RootElement, texts);
        return texts;
    }

    private static void Collect(JsonElement element, HashSet<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(element.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, texts);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Collect(property.Value, texts);
                }

                break;
        }
    }
}
