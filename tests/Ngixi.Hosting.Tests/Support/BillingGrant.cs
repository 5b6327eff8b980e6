namespace Ngixi.Hosting.Tests.Support;

/// <summary>How much of <see cref="IBilling"/> a module may use.</summary>
internal sealed record BillingGrant
{
    public required int MaxInvoices { get; init; }

    public IReadOnlyList<BillingTarget> Targets { get; init; } = [];
}
