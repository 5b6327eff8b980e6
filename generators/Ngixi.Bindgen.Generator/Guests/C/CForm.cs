using Ngixi.Bindgen.Generator.Lowering;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>
/// How a header handles values of one shape. Arguments need no work: the layout of a C struct is that of the ABI. What the host
/// passes has offsets in place of pointers, which are placed where it lands.
/// </summary>
/// <param name="Type">The type of a value.</param>
/// <param name="Name">The part that it adds to the name of a list of it.</param>
/// <param name="Field">The type of a field or an item, where a record that may be null is a pointer.</param>
/// <param name="Parameter">The type of a parameter, where a record is a pointer.</param>
/// <param name="Result">The type of a result, where what comes as a block is a pointer to it.</param>
/// <param name="Place">The function that places the pointers of a value; null for one that has none.</param>
internal abstract record CForm(string Type, string Name, string Field, string Parameter, string Result, string? Place)
{
    protected CForm(string type, string name, string? place = null)
        : this(type, name, type, type, type, place)
    {
    }

    /// <summary>The raw arguments of a parameter.</summary>
    public abstract IReadOnlyList<string> Arguments(string name);

    /// <summary>Lines that make the result from <c>status</c>.</summary>
    public abstract IReadOnlyList<string> Take(CTarget to);

    /// <summary>Lines that return the result of a call whose status is the wasm result.</summary>
    public virtual IReadOnlyList<string> Return(string call)
    {
        IReadOnlyList<string> take = Take(CTarget.Local);
        return [
            take.Any(line => line.Contains("status")) ? $"int32_t status = {call};" : $"{call};",
            $"{Declare(Result, "result")};",
            .. take,
            "return result;",
        ];
    }

    /// <summary>The pointer and the length of what an export returned, in the variable <c>result</c>.</summary>
    public abstract string Pair();

    /// <summary>Gets whether an export's result has to outlive the call that returned it by value.</summary>
    public virtual bool IsReturnedFromMemory => false;

    /// <summary>Gets whether a value is passed by a pointer to it.</summary>
    public bool IsPointer => Parameter != Type;

    public static string Declare(string type, string name) =>
        type.EndsWith("*", StringComparison.Ordinal) ? $"{type}{name}" : $"{type} {name}";

    protected static InvalidOperationException Impossible(string type) => new($"{type} does not cross so.");
}

/// <summary>A number or an enum.</summary>
internal sealed record CScalar(string Type, string Name) : CForm(Type, Name)
{
    public override IReadOnlyList<string> Arguments(string name) => [name];

    public override IReadOnlyList<string> Take(CTarget to) => [$"ngixi_read({to.Pointer}, sizeof({to.Value}));"];

    public override string Pair() => throw Impossible(Type);
}

/// <summary>A struct that is a value and whether there is one.</summary>
/// <param name="IsPassedByPointer">Whether an argument is a pointer to the value, NULL for none.</param>
internal sealed record COptional(string Type, string Name, bool IsPassedByPointer) : CForm(Type, Name)
{
    public override bool IsReturnedFromMemory => true;

    public override IReadOnlyList<string> Arguments(string name) =>
        IsPassedByPointer ? [$"{name}.has_value ? &{name}.value : NULL"] : [$"{name}.has_value ? 1 : 0", $"{name}.value"];

    public override IReadOnlyList<string> Take(CTarget to) =>
        [$"{to.Member}has_value = status >= 0;", $"ngixi_read(&{to.Member}value, sizeof({to.Member}value));"];

    public override string Pair() => "result.has_value ? &result.value : NULL, sizeof(result.value)";
}

internal sealed record CGuid() : CForm("ngixi_guid", "guid")
{
    public override bool IsReturnedFromMemory => true;

    public override IReadOnlyList<string> Arguments(string name) => [$"&{name}"];

    public override IReadOnlyList<string> Take(CTarget to) => [$"ngixi_read({to.Pointer}, sizeof({to.Value}));"];

    public override string Pair() => "&result, sizeof(result)";
}

/// <summary>Text, or numbers: a pointer and a length.</summary>
internal sealed record CSequence(string Type, string Name, string Support) : CForm(Type, Name, $"ngixi_place_{Support}")
{
    public override IReadOnlyList<string> Arguments(string name) => [$"{name}.data", $"{name}.length"];

    public override IReadOnlyList<string> Take(CTarget to) => [$"{to.Value} = ngixi_take_{Support}(status);"];

    public override IReadOnlyList<string> Return(string call) => [$"return ngixi_take_{Support}({call});"];

    public override string Pair() => "result.data, result.length";
}

/// <summary>A list or a map: a pointer and a count, as a struct; a result is a pointer to that, in one block with all items.</summary>
internal sealed record CItems(string Type, string Name, string Items)
    : CForm(Type, Name, Type, Type, $"const {Type} *", $"ngixi_place_{Type}")
{
    public override IReadOnlyList<string> Arguments(string name) => [$"{name}.{Items}", $"{name}.count"];

    public override IReadOnlyList<string> Take(CTarget to) => CBlock.Take(to, Type, Place);

    public override IReadOnlyList<string> Return(string call) => CBlock.Return(call, Type, Place);

    public override string Pair() => $"result.{Items}, result.count";
}

/// <summary>A record, a union or several results, or null.</summary>
internal sealed record CBlock(string Type, string Name, bool IsNullable, bool HasPlace)
    : CForm(
        Type,
        IsNullable ? $"optional_{Name}" : Name,
        IsNullable ? $"const {Type} *" : Type,
        $"const {Type} *",
        $"const {Type} *",
        IsNullable ? $"ngixi_place_optional_{Type}" : HasPlace ? $"ngixi_place_{Type}" : null)
{
    public override IReadOnlyList<string> Arguments(string name) => [name];

    private string? PlaceOfValue => HasPlace ? $"ngixi_place_{Type}" : null;

    public override IReadOnlyList<string> Take(CTarget to) => Take(to, Type, PlaceOfValue);

    public override IReadOnlyList<string> Return(string call) => Return(call, Type, PlaceOfValue);

    public override string Pair() => "result, sizeof(*result)";

    public static IReadOnlyList<string> Take(CTarget to, string type, string? place) =>
        [.. Take("taken", "status", type, place), $"{to.Value} = taken;"];

    public static IReadOnlyList<string> Return(string call, string type, string? place) =>
        [.. Take("result", call, type, place), "return result;"];

    private static IReadOnlyList<string> Take(string variable, string status, string type, string? place)
    {
        string take = $"{type} *{variable} = ({type} *)ngixi_take({status});";
        return place is null ? [take] : [take, $"if ({variable}) {place}({variable}, (uint32_t)(uintptr_t){variable});"];
    }
}

/// <summary>A handle in a struct; 0 is null.</summary>
internal sealed record CHandle(string Type, string Name) : CForm(Type, Name)
{
    public override IReadOnlyList<string> Arguments(string name) => [$"{name}.handle"];

    public override IReadOnlyList<string> Take(CTarget to) => [$"ngixi_read(&{to.Member}handle, sizeof({to.Member}handle));"];

    public override string Pair() => throw Impossible(Type);
}

/// <summary>Where a result goes.</summary>
/// <param name="Value">The expression of the value.</param>
/// <param name="Pointer">The expression of its address.</param>
/// <param name="Member">The expression of its members, up to their name.</param>
internal sealed record CTarget(string Value, string Pointer, string Member)
{
    /// <summary>A variable called <c>result</c>.</summary>
    public static readonly CTarget Local = new("result", "&result", "result.");

    /// <summary>An out parameter called <c>result</c>.</summary>
    public static readonly CTarget Parameter = new("*result", "result", "result->");
}
