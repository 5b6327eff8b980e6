using System.Globalization;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>A made-up contract, and edits of it of which each knows what it has to be told as, if it is a difference at all.</summary>
/// <remarks>
/// Types are used in one direction each: <c>Sent</c> ones go from the guest to the host, <c>Handed</c> ones from the host to the
/// guest, and an <c>Error</c> is thrown. In an interface that guests export, parameters are handed and results are sent. Limits
/// are of some parameters of imports, and of some fields; an edit of one is no difference, and knows whether it is lower.
/// </remarks>
internal sealed class RandomContract
{
    private static readonly string[] Sides = ["Sent", "Handed"];
    private static readonly string[] Enums = ["SentEnum", "HandedEnum", "BothEnum", "ErrorEnum"];
    private static readonly string[] Plain =
    [
        "int", "long", "string", "bool", "double", "byte[]", "TimeSpan", "Guid", "IReadOnlyList<string>",
    ];

    private readonly Random random;
    private readonly bool isExported;
    private readonly string space;
    private readonly string prefix;
    private readonly List<Method> methods;
    private readonly Dictionary<string, Enumeration> enums;
    private readonly Dictionary<string, List<Field>> records;
    private readonly Dictionary<string, List<(string Name, List<Field> Fields)>> unions;
    private readonly HashSet<string> edited;
    private readonly List<string> lowered = [];
    private int measured = 64;
    private int named;

    /// <param name="seed">What makes it this one.</param>
    /// <param name="space">What its imports begin with.</param>
    public RandomContract(int seed, string space = "")
    {
        random = new Random(seed);
        isExported = seed % 3 == 0;
        this.space = space;
        prefix = seed % 2 == 0 ? $"{space}kv_" : space;
        edited = [];
        enums = Enums.ToDictionary(name => name, _ =>
            new Enumeration("int", false, [.. Enumerable.Range(0, 3).Select(value => ($"Member{value}", value))]));
        enums["SentFlags"] = new Enumeration("int", true, [("None", 0), ("First", 1), ("Second", 2)]);
        enums["HandedFlags"] = new Enumeration("int", true, [("None", 0), ("First", 1), ("Second", 2)]);
        records = Sides.ToDictionary(side => $"{side}Record", _ => Fields("Field", 4));
        unions = Sides.ToDictionary(side => $"{side}Union", side =>
            Enumerable.Range(0, 3).Select(index => ($"{side}Case{index}", Fields("Field", 2))).ToList());
        methods = [.. Enumerable.Range(0, 6).Select(_ => NewMethod())];
        foreach (List<Field> fields in records.Values.Concat(unions.Values.Select(cases => cases[1].Fields)))
        {
            Limit(fields, areParameters: false, line: null);
        }

        methods.ForEach(method => Limit(method.Parameters, areParameters: true, line: null));
    }

    private RandomContract(RandomContract original)
    {
        random = original.random;
        isExported = original.isExported;
        space = original.space;
        prefix = original.prefix;
        named = original.named;
        measured = original.measured;
        edited = original.edited;
        methods = [.. original.methods];
        enums = original.enums.ToDictionary(one => one.Key, one => one.Value with { Members = [.. one.Value.Members] });
        records = original.records.ToDictionary(one => one.Key, one => one.Value.ToList());
        unions = original.unions.ToDictionary(one => one.Key, one => one.Value.Select(part => (part.Name, part.Fields.ToList())).ToList());
    }

    /// <summary>Makes the contract after some edits.</summary>
    /// <param name="count">How many edits.</param>
    /// <param name="names">Gets what was done.</param>
    /// <param name="expected">Gets the words of the differences.</param>
    public RandomContract Edit(int count, List<string> names, List<string> expected)
    {
        RandomContract result = new(this);
        (string Name, Func<RandomContract, IEnumerable<string>> Apply)[] edits = Edits();
        while (names.Count < count)
        {
            (string name, Func<RandomContract, IEnumerable<string>> apply) = edits[random.Next(edits.Length)];
            names.Add(name);
            expected.AddRange(apply(result));
        }

        return result;
    }

    /// <summary>Gets the limits that edits made lower, as a contract file has them.</summary>
    public IReadOnlyList<string> Lowered => lowered;

    /// <summary>The source, in a namespace of its own.</summary>
    public string Print(string name)
    {
        string use = isExported
            ? """
              void UseHanded(HandedEnum a, BothEnum b, HandedRecord c, HandedUnion d, HandedFlags e);
              SentEnum GiveEnum(); BothEnum GiveBoth(); SentRecord GiveRecord(); SentUnion GiveUnion(); SentFlags GiveFlags();
              """
            : $$"""
              [WasmErrors(typeof(ErrorEnum))] void UseSent(SentEnum a, BothEnum b, SentRecord c, SentUnion d, SentFlags e);
              int Check(SentEnum a, BothEnum b, SentFlags c);
              int Measure([MaxBytes({{Digits(measured)}})] string text, [MaxItems({{Digits(measured)}})] IReadOnlyList<string> words);
              HandedEnum GiveEnum(); BothEnum GiveBoth(); HandedRecord GiveRecord(); HandedUnion GiveUnion(); HandedFlags GiveFlags();
              """;
        return $$"""
            namespace {{name}}
            {
                {{(isExported ? $"[WasmExport(Prefix = \"{prefix}\")]" : $"[WasmImport(\"env\", Prefix = \"{prefix}\")]")}}
                public interface I{{name}}
                {
                    {{use}}
                    {{string.Join("\n", methods)}}
                }
                {{string.Join("\n", enums.Select(one => $"{(one.Value.IsFlags ? "[Flags] " : "")}public enum {one.Key} : {one.Value.Underlying} {{ {string.Join(", ", one.Value.Members.Select(member => $"{member.Name} = {Digits(member.Value)}"))} }}"))}}
                {{string.Join("\n", records.Select(one => $"public sealed record {one.Key}({string.Join(", ", one.Value)});"))}}
                {{string.Join("\n", unions.Select(one => $"public abstract record {one.Key} {{ {string.Concat(one.Value.Select(part => $"public sealed record {part.Name}({string.Join(", ", part.Fields)}) : {one.Key}; "))} }}"))}}
            }
            """;
    }

    /// <summary>Gets whether guests export it.</summary>
    public bool IsExported => isExported;

    /// <summary>
    /// What a guest in AssemblyScript does with the contract of a name: it calls what no edit is about, and reports what it gets.
    /// </summary>
    public string PrintGuest(string name)
    {
        string calls = name.ToLowerInvariant();
        IEnumerable<string> fields = records["HandedRecord"].Where(field => field.Type is "int" or "long" or "double" or "bool" or "string")
            .Select(field =>
                $"report.say(\"{name}.{field.Name} \" + record.f{field.Name[1..]}{(field.Type == "string" ? "" : ".toString()")});");
        return $$"""
            {
              report.say("{{name}}.enum " + (<i32>{{calls}}.giveEnum()).toString());
              report.say("{{name}}.both " + (<i32>{{calls}}.giveBoth()).toString());
              report.say("{{name}}.flags " + (<i32>{{calls}}.giveFlags()).toString());
              report.say("{{name}}.check " + {{calls}}.check(1, 1, 1).toString());
              report.say("{{name}}.measure " + {{calls}}.measure("12345678", ["a", "b", "c", "d", "e", "f", "g", "h"]).toString());
              const record = {{calls}}.giveRecord();
              {{string.Join("\n  ", fields)}}
            }
            """;
    }

    private static (string Name, Func<RandomContract, IEnumerable<string>> Apply)[] Edits() =>
    [
        ("add a method", contract => contract.AddMethod()),
        ("remove a method", contract => contract.RemoveMethod()),
        ("rename a method", contract => contract.RenameMethod()),
        ("rename an import", contract => contract.RenameImport()),
        ("reorder methods", contract => contract.ReorderMethods()),
        ("add a version", contract => contract.AddVersion()),
        ("add a default", contract => contract.Default()),
        ("limit a parameter", contract => contract.LimitParameter()),
        ("limit a field", contract => contract.LimitFieldOf(contract.records.Keys, name => (contract.records[name], $"record {name}"))),
        (
            "limit a field of a case",
            contract => contract.LimitFieldOf(contract.unions.Keys, name =>
                (contract.unions[name][1].Fields, $"union {name}.{contract.unions[name][1].Name}"))),
        ("limit what is measured", contract => contract.LimitMeasured()),
        ("change a result", contract => contract.ChangeResult()),
        ("edit parameters", contract => contract.EditMethodFields()),
        ("edit fields", contract => contract.EditFieldsOf(contract.records.Keys, name => contract.records[name])),
        ("edit a case", contract => contract.EditFieldsOf(contract.unions.Keys, name => contract.unions[name][1].Fields)),
        ("add a member", contract => contract.AddMember()),
        ("remove a member", contract => contract.RemoveMember()),
        ("rename a member", contract => contract.RenameMember()),
        ("change a value", contract => contract.ChangeValue()),
        ("add an alias", contract => contract.AddAlias()),
        ("toggle flags", contract => contract.ToggleFlags()),
        ("change an underlying type", contract => contract.ChangeUnderlying()),
        ("add a case", contract => contract.AddCase()),
        ("remove a case", contract => contract.RemoveCase()),
        ("rename a case", contract => contract.RenameCase()),
        ("swap cases", contract => contract.SwapCases()),
    ];

    private IEnumerable<string> AddMethod()
    {
        Method method = NewMethod();
        edited.Add(method.Name);
        methods.Insert(random.Next(methods.Count + 1), method);
        return isExported ? [$"`{method.Display}` was added"] : [];
    }

    private IEnumerable<string> RemoveMethod()
    {
        if (TakeMethod() is not { } method)
        {
            return [];
        }

        methods.Remove(method);
        return isExported ? [] : [$"`{method.Display}` was removed"];
    }

    private string[] RenameMethod() => Change(method =>
    {
        Method renamed = method with { Name = Name("Method") };
        edited.Add(renamed.Name);
        return (renamed, isExported ? [$"`{renamed.Display}` was added"] : [$"`{method.Display}` was removed"]);
    });

    private string[] RenameImport() => Change(method =>
    {
        string import = space + Name("import");
        return (
            method with { Import = import },
            [$"the {(isExported ? "export" : "import")} `{prefix}{Snake(method.Name)}` became `{import}`"]);
    });

    private IEnumerable<string> ReorderMethods()
    {
        methods.Reverse();
        return [];
    }

    private IEnumerable<string> AddVersion()
    {
        if (isExported || TakeMethod() is not { } method)
        {
            return [];
        }

        methods.Add(method with { Parameters = [.. method.Parameters, NewField("added")], Version = 2 });
        return [];
    }

    private string[] Default() => Change(method =>
        (
            method.Parameters[^1].Type == "int"
                ? method with { Parameters = [.. method.Parameters.SkipLast(1), method.Parameters[^1] with { Default = " = 7" }] }
                : method,
            []));

    private string[] LimitParameter() => Change(method =>
    {
        List<Field> fields = [.. method.Parameters];
        Limit(fields, areParameters: true, isExported ? null : $"{prefix}{Snake(method.Name)}");
        return (method with { Parameters = fields }, []);
    });

    private IEnumerable<string> LimitFieldOf(IEnumerable<string> names, Func<string, (List<Field> Fields, string Line)> find)
    {
        if (Take(names) is { } name)
        {
            (List<Field> fields, string line) = find(name);
            Limit(fields, areParameters: false, IsSent(name) ? line : null);
        }

        return [];
    }

    private IEnumerable<string> LimitMeasured()
    {
        if (!isExported && edited.Add("Measure"))
        {
            int before = measured;
            measured = 16 << random.Next(4);
            lowered.AddRange(measured < before
                ? [$"{prefix}measure text: {Digits(measured)} bytes", $"{prefix}measure words: {Digits(measured)} items"]
                : []);
        }

        return [];
    }

    /// <summary>Changes, adds or removes the limit of a field, if one may have any.</summary>
    /// <param name="line">The key of the line that has the fields; null where no guest passes them.</param>
    private void Limit(List<Field> fields, bool areParameters, string? line)
    {
        int[] places = [.. Enumerable.Range(0, fields.Count).Where(place =>
            fields[place].Type is "byte[]" or "IReadOnlyList<string>" || (areParameters && fields[place].Type == "string"))];
        if (places.Length == 0 || (areParameters && isExported))
        {
            return;
        }

        int place = places[random.Next(places.Length)];
        Field field = fields[place];
        fields[place] = field with { Limit = random.Next(3) == 0 ? null : random.Next(20) };
        if (line is not null && fields[place].Limit is { } limit && limit < (field.Limit ?? int.MaxValue))
        {
            lowered.Add($"{line} {field.Name}: {Digits(limit)} {(field.Type == "string" ? "bytes" : "items")}");
        }
    }

    private string[] ChangeResult() => Change(method =>
    {
        string result = Another(method.Result);
        return (method with { Result = result }, [
            method.Result == "void"
                ? $"it has a result, `{Written(result)}`"
                : $"the result changed from `{Written(method.Result)}` to `{Written(result)}`"]);
    });

    private string[] EditMethodFields() => Change(method =>
    {
        List<Field> fields = [.. method.Parameters];
        string words = EditFields("parameter", fields);
        return (method with { Parameters = fields }, [words]);
    });

    private IEnumerable<string> EditFieldsOf(IEnumerable<string> names, Func<string, List<Field>> fields) =>
        Take(names) is { } name ? [EditFields("field", fields(name))] : [];

    private string EditFields(string noun, List<Field> fields)
    {
        int place = random.Next(fields.Count);
        Field field = fields[place];
        switch (random.Next(6))
        {
            case 0:
                Field added = NewField("added");
                fields.Insert(place, added);
                return $"{noun} `{added.Name}` was added before `{field.Name}`";
            case 1 when fields.Count > 1:
                fields.RemoveAt(place);
                return $"{noun} `{field.Name}` was removed";
            case 2:
                fields[place] = field with { Name = Name("renamed") };
                return $"{noun} `{field.Name}` became `{fields[place].Name}`";
            case 3:
                fields[place] = field with { Type = Another(field.Type), Limit = null };
                return $"{noun} `{field.Name}` changed from `{Written(field.Type)}` to `{Written(fields[place].Type)}`";
            case 4 when fields.Count > 1:
                int other = (place + 1) % fields.Count;
                (fields[place], fields[other]) = (fields[other], field);
                return $"the {noun}s changed places";
            default:
                fields[place] = field with { Type = field.Type + "?" };
                return $"{noun} `{field.Name}` became nullable";
        }
    }

    private IEnumerable<string> AddMember()
    {
        if (TakeEnum(_ => true) is not { } name)
        {
            return [];
        }

        string member = Name("Added");
        enums[name].Members.Add((member, 64));
        return IsHanded(name) ? [$"`{name}.{member}` was added, which the guest would be handed and does not know"] : [];
    }

    private IEnumerable<string> RemoveMember()
    {
        if (TakeEnum(_ => true) is not { } name)
        {
            return [];
        }

        (string member, int value) = enums[name].Members[^1];
        enums[name].Members.RemoveAt(enums[name].Members.Count - 1);
        return IsSent(name) ? [$"`{name}.{member} = {Digits(value)}` was removed"] : [];
    }

    private IEnumerable<string> RenameMember()
    {
        if (TakeEnum(_ => true) is not { } name)
        {
            return [];
        }

        (string member, int value) = enums[name].Members[1];
        string renamed = Name("Renamed");
        enums[name].Members[1] = (renamed, value);
        return [$"`{name}.{member}` became `{name}.{renamed}`, so that {Digits(value)} means another member"];
    }

    private IEnumerable<string> ChangeValue()
    {
        if (TakeEnum(_ => true) is not { } name)
        {
            return [];
        }

        // The value of another member would be an alias of it, or its loss.
        (string member, int value) = enums[name].Members[1];
        enums[name].Members[1] = (member, 32);
        return [$"`{name}.{member}` changed from {Digits(value)} to 32"];
    }

    private IEnumerable<string> AddAlias()
    {
        if (TakeEnum(_ => true) is { } name)
        {
            enums[name].Members.Insert(0, (Name("Alias"), enums[name].Members[^1].Value));
        }

        return [];
    }

    private IEnumerable<string> ToggleFlags()
    {
        if (TakeEnum(_ => true) is not { } name)
        {
            return [];
        }

        enums[name] = enums[name] with { IsFlags = !enums[name].IsFlags };
        return [$"`{name}` {(enums[name].IsFlags ? "became a set of flags" : "is not a set of flags any more")}"];
    }

    private IEnumerable<string> ChangeUnderlying()
    {
        if (TakeEnum(name => name != "ErrorEnum") is not { } name)
        {
            return [];
        }

        enums[name] = enums[name] with { Underlying = "long" };
        return [$"`{name}` changed from `int` to `long`"];
    }

    private IEnumerable<string> AddCase()
    {
        if (Take(unions.Keys) is not { } name)
        {
            return [];
        }

        string added = Name("Case");
        unions[name].Add((added, Fields("Field", 1)));
        return IsHanded(name) ? [$"`{name}.{added}` was added, which the guest would be handed and does not know"] : [];
    }

    private IEnumerable<string> RemoveCase()
    {
        if (Take(unions.Keys) is not { } name)
        {
            return [];
        }

        string removed = unions[name][^1].Name;
        unions[name].RemoveAt(unions[name].Count - 1);
        return IsSent(name) ? [$"`{name}.{removed} = 2 ("] : [];
    }

    private IEnumerable<string> RenameCase()
    {
        if (Take(unions.Keys) is not { } name)
        {
            return [];
        }

        (string old, List<Field> fields) = unions[name][1];
        unions[name][1] = (Name("Case"), fields);
        return [$"`{name}.{old}` became `{name}.{unions[name][1].Name}`, so that 1 means another case"];
    }

    private IEnumerable<string> SwapCases()
    {
        if (Take(unions.Keys) is not { } name)
        {
            return [];
        }

        (unions[name][0], unions[name][1]) = (unions[name][1], unions[name][0]);
        string first = unions[name][1].Name;
        string second = unions[name][0].Name;
        return [$"`{name}.{first}` changed from 0 to 1", $"`{name}.{second}` changed from 1 to 0"];
    }

    private string[] Change(Func<Method, (Method Method, string[] Words)> change)
    {
        if (TakeMethod() is not { } method)
        {
            return [];
        }

        (Method changed, string[] words) = change(method);
        methods[methods.IndexOf(method)] = changed;
        return words;
    }

    // Each thing is edited once, so that what one edit is told as is not what another changes.
    private Method? TakeMethod()
    {
        Method[] open = [.. methods.Where(method => !edited.Contains(method.Name))];
        return open.Length > 0 && open[random.Next(open.Length)] is var method && edited.Add(method.Name) ? method : null;
    }

    private string? TakeEnum(Func<string, bool> isWanted) =>
        Take(enums.Keys.Where(name => isWanted(name) && !(isExported && name == "ErrorEnum")));

    private string? Take(IEnumerable<string> names)
    {
        string[] open = [.. names.Where(name => !edited.Contains(name))];
        return open.Length > 0 && open[random.Next(open.Length)] is var name && edited.Add(name) ? name : null;
    }

    private static bool IsHanded(string name) => name.StartsWith("Handed", StringComparison.Ordinal) || name == "BothEnum";

    private static bool IsSent(string name) => name.StartsWith("Sent", StringComparison.Ordinal) || name == "BothEnum";

    private Method NewMethod() =>
        new(
            Name("Method"),
            Fields("argument", 1 + random.Next(3)),
            random.Next(3) == 0 ? "void" : Plain[random.Next(Plain.Length)],
            1,
            null);

    private List<Field> Fields(string name, int count) => [.. Enumerable.Range(0, count).Select(_ => NewField(name))];

    private Field NewField(string name) => new(Plain[random.Next(Plain.Length)], Name(name), "", null);

    private string Another(string type)
    {
        string other = Plain[random.Next(Plain.Length)];
        return other == type ? Another(type) : other;
    }

    private string Name(string start) => $"{start}{Digits(named++)}";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Written(string type) => type.Replace("IReadOnlyList<string>", "string[]", StringComparison.Ordinal);

    private static string Snake(string name) => $"method{name["Method".Length..]}";

    private sealed record Field(string Type, string Name, string Default, int? Limit)
    {
        public override string ToString() =>
            $"{(Limit is { } limit ? $"[{(Type.StartsWith("string", StringComparison.Ordinal) ? "MaxBytes" : "MaxItems")}({Digits(limit)})] " : "")}{Type} {Name}{Default}";
    }

    private sealed record Enumeration(string Underlying, bool IsFlags, List<(string Name, int Value)> Members);

    private sealed record Method(string Name, List<Field> Parameters, string Result, int Version, string? Import)
    {
        public string Display =>
            $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{Written(parameter.Type)} {parameter.Name}"))}){(Result == "void" ? "" : $" → {Written(Result)}")}";

        public override string ToString() =>
            $"{(Import is null ? "" : $"[WasmName(\"{Import}\")] ")}{(Version == 1 ? "" : $"[WasmVersion({Version})] ")}{Result} {Name}({string.Join(", ", Parameters)});";
    }
}
