namespace Demo;

[WasmImport("env", Prefix = "job_")]
public interface IJobs
{
    Task RunAsync(string name, CancellationToken cancellation);
    ValueTask Stop();
    Task<int> CountAsync(GuestContext context);
    ValueTask<string?> NameAsync(GuestContext context, int id, CancellationToken cancellation);
    Task<byte[]> LoadAsync(ReadOnlySpan<byte> key);
    Task<IJob?> FindAsync(string name);
    int Plain(GuestContext context, CancellationToken cancellation);
}

[WasmResource("one_job_")]
public interface IJob : IDisposable
{
    Task<bool> WaitAsync(CancellationToken cancellation);
}
