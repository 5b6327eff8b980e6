namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>Everything that the host fills in or waits for.</summary>
[WasmImport("jobs", Prefix = "job_")]
public interface IJobs
{
    Task RunAsync(int id, CancellationToken cancellation);

    Task<int> CountAsync(string text);

    ValueTask StopAsync();

    ValueTask<string> NameAsync(int id);

    int Tenant(GuestContext context);
}
