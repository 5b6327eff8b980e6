namespace Ngixi.Hosting.Tests.Support;

/// <summary>The host of <c>invoice.ts</c>, whose import <c>charge</c> throws for less than nothing.</summary>
internal static class InvoiceHost
{
    public static GuestManifest Manifest(string? file = null, ModuleLimits? limits = null) => new()
    {
        Name = "invoice",
        ModuleFile = file,
        Limits = limits ?? new ModuleLimits { Deadline = TimeSpan.FromSeconds(30) },
        Grants = new Dictionary<string, GuestGrant>
        {
            ["host"] = new((linker, _) => linker.DefineFunction("host", "charge", (int cents) => Charge(cents))),
        },
    };

    public static async Task<T> FailureOf<T>(this GuestModule module, Action<GuestInstance> call)
        where T : Exception
    {
        using GuestInstance guest = await module.StartAsync();
        return await Assert.ThrowsAsync<T>(() => guest.CallAsync(it =>
        {
            call(it);
            return 0;
        }));
    }

    private static void Charge(int cents) => ArgumentOutOfRangeException.ThrowIfNegative(cents);
}
