namespace Demo;

[WasmImport("env", Prefix = "opt_")]
public interface IOptional
{
    int? Number(int? value);
    bool? Truth(bool? value);
    ulong? Big(ulong? value);
    float? Real(float? value);
    char? Character(char? value);
    Kind? Kind(Kind? value);
    Wide? Wide(Wide? value);
    DateTimeOffset? Moment(DateTimeOffset? value);
    TimeSpan? Length(TimeSpan? value);
    Guid? Id(Guid? value);
    int?[] Numbers(IReadOnlyList<int?> value);
    IReadOnlyDictionary<string, Guid?> Ids(IReadOnlyDictionary<string, Kind?> value);
    Settings Configure(Settings settings, int? limit = 10, Kind? kind = null);
    [WasmErrors(typeof(Failure))] int? Fallible(int? value);
}

public record Settings(int? Limit, double? Ratio, Guid? Id, Kind? Kind, bool? On, long Version);

public enum Kind : byte { Small, Large }

public enum Wide : long { Zero }

public enum Failure { Broken }
