namespace Ngixi.Hosting.Tests.Support;

/// <summary>Whom invoices go to.</summary>
internal sealed record BillingTarget(string Country);
