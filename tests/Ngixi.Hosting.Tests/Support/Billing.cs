namespace Ngixi.Hosting.Tests.Support;

internal sealed class Billing(int maxInvoices, string module) : IBilling
{
    private int invoices;

    public int Invoice(int amount) =>
        ++invoices <= maxInvoices ? invoices : throw new InvalidOperationException($"{module} may send {maxInvoices} invoices.");
}
