namespace Demo;

[WasmImport("env")]
public interface ITimes
{
    DateTimeOffset Next(DateTimeOffset after, TimeSpan step);
    TimeSpan Half(TimeSpan value);
    Guid Same(Guid id);

    [WasmErrors(typeof(TimeError))]
    DateTimeOffset TryNext(DateTimeOffset after);

    [WasmErrors(typeof(TimeError))]
    Guid TrySame(Guid id, Guid other);
}

public enum TimeError { Past }
