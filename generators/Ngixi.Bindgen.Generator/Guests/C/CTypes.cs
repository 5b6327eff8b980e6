using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests.C;

/// <summary>
/// The types of one header: all that its interface reaches, each inside a guard of its own, as other headers may have them, too. A
/// type comes after those that are in it by value.
/// </summary>
internal sealed class CTypes : IWireVisitor<CForm>
{
    private readonly Dictionary<string, LoweredRecord> records;
    private readonly Dictionary<string, LoweredUnion> unions;
    private readonly Dictionary<string, EnumDefinition> enums;
    private readonly Dictionary<string, Documentation> resources;
    private readonly HashSet<string> defined = new(StringComparer.Ordinal);
    private readonly HashSet<string> forwarded = new(StringComparer.Ordinal);
    private readonly Queue<Action> later = new();
    private readonly CodeWriter forwards = new("  ");
    private readonly CodeWriter types = new("  ");
    private readonly CodeWriter placeNames = new("  ");
    private readonly CodeWriter places = new("  ");

    public CTypes(LoweredTypes reached, IEnumerable<LoweredResource> resources)
    {
        enums = reached.Enums.ToDictionary(definition => definition.Name.Full, StringComparer.Ordinal);
        records = reached.Records.ToDictionary(record => record.Source.Name.Full, StringComparer.Ordinal);
        unions = reached.Unions.ToDictionary(union => union.Source.Name.Full, StringComparer.Ordinal);
        this.resources = resources.ToDictionary(
            resource => resource.Source.Name.Full,
            resource => resource.Source.Documentation,
            StringComparer.Ordinal);
    }

    /// <summary>The form of a shape, whose types the header has from then on.</summary>
    public CForm FormOf(Wire wire)
    {
        CForm form = wire.Accept(this);
        while (later.Count > 0)
        {
            later.Dequeue()();
        }

        return form;
    }

    /// <summary>Defines all types that the interface reaches.</summary>
    public void DefineAll()
    {
        foreach (EnumDefinition definition in enums.Values)
        {
            FormOf(new EnumWire(definition.Name, WireTypes.ScalarOf(definition.Underlying).Stored));
        }

        foreach (TypeName name in records.Values.Select(record => record.Source.Name))
        {
            FormOf(new StructWire(name, IsUnion: false));
        }

        foreach (TypeName name in unions.Values.Select(union => union.Source.Name))
        {
            FormOf(new StructWire(name, IsUnion: true));
        }
    }

    /// <summary>Defines the struct of several results or arguments.</summary>
    public CForm DefineFields(string name, LoweredFields fields)
    {
        DefineStruct(name, name, fields, Documentation.None);
        while (later.Count > 0)
        {
            later.Dequeue()();
        }

        return new CBlock(name, name, IsNullable: false, HasPointers(fields));
    }

    /// <summary>Writes the types, and after them the functions that place their pointers.</summary>
    public void WriteTo(CodeWriter header)
    {
        if (forwarded.Count > 0)
        {
            header.Line();
        }

        header.Append(forwards);
        header.Append(types);
        header.Append(placeNames);
        header.Append(places);
    }

    public CForm Visit(ScalarWire wire) => new CScalar(CText.ScalarName(wire.Stored), CText.ScalarName(wire.Stored).Replace("_t", ""));

    public CForm Visit(EnumWire wire)
    {
        string name = CText.TypeName(wire.Name);
        if (defined.Add(name) && enums.TryGetValue(wire.Name.Full, out EnumDefinition? definition))
        {
            CHeader.WriteOnce(types, wire.Name.Full, () =>
            {
                DoxygenPrinter.Write(types, definition.Documentation);
                types.Line($"typedef {CText.ScalarName(wire.Stored)} {name};");
                foreach (EnumMember member in definition.Members)
                {
                    DoxygenPrinter.Write(types, member.Documentation);
                    types.Line($"#define {CText.Constant(name, member.Name)} (({name}){CText.EnumValue(member.Value, wire.Stored)})");
                }
            });
        }

        return new CScalar(name, name);
    }

    public CForm Visit(BytesWire wire) => new CGuid();

    public CForm Visit(TextWire wire) => new CSequence("ngixi_text", "text", "text");

    public CForm Visit(NumbersWire wire)
    {
        string name = CText.NumbersName(wire.Element);
        return new CSequence(wire.IsBuffer ? $"ngixi_{name}_buffer" : $"ngixi_{name}", name, name);
    }

    public CForm Visit(TableWire wire)
    {
        // The items may be records that are not defined yet: a pointer to them needs no more than their name.
        CForm item = wire.Item is StructWire record ? Forward(record, isNullable: false) : wire.Item.Accept(this);
        string name = CText.Composed("list_of", item.Name);
        return Items(name, "items", item.Field, item.Field, item.Place);
    }

    public CForm Visit(MapWire wire)
    {
        CForm key = wire.Key.Accept(this);
        CForm value = wire.Value is StructWire record ? Forward(record, isNullable: false) : wire.Value.Accept(this);
        bool isText = wire.Key is TextWire;
        string name = CText.Composed("map_of", isText ? value.Name : $"{value.Name}_by_{key.Name}");
        string entry = $"{name}_entry";
        bool hasPlace = key.Place is not null || value.Place is not null;
        if (forwarded.Add(entry))
        {
            forwards.Line($"typedef struct {entry} {entry};");
            later.Enqueue(() =>
            {
                wire.Value.Accept(this);
                CHeader.WriteOnce(types, entry, () =>
                {
                    types.Line($"struct {entry} {{");
                    types.Indented(() =>
                    {
                        types.Line(isText ? "ngixi_text key;" : $"{(IsUnsigned(wire.Key) ? "uint64_t" : "int64_t")} key;");
                        types.Line($"{CForm.Declare(value.Field, "value")};");
                    });
                    types.Line("};");
                });
                if (hasPlace)
                {
                    WritePlace(entry, () => places.Lines(new[] { ("key", key.Place), ("value", value.Place) }
                        .Where(part => part.Item2 is not null)
                        .Select(part => $"{part.Item2}(&value->{part.Item1}, block);")));
                }
            });
        }

        return Items(name, "entries", entry, entry, hasPlace ? $"ngixi_place_{entry}" : null);
    }

    private static bool IsUnsigned(Wire key) => key is ScalarWire { Stored: StoredScalar.U64 } or EnumWire { Stored: StoredScalar.U64 };

    public CForm Visit(StructWire wire)
    {
        string name = CText.TypeName(wire.Name);
        if (wire.IsUnion)
        {
            if (unions.TryGetValue(wire.Name.Full, out LoweredUnion? union))
            {
                DefineUnion(name, union);
            }
        }
        else if (records.TryGetValue(wire.Name.Full, out LoweredRecord? record))
        {
            DefineStruct(name, wire.Name.Full, record.Fields, record.Source.Documentation);
        }

        return new CBlock(name, name, IsNullable: false, HasPointers(wire));
    }

    public CForm Visit(TupleWire wire) => throw new InvalidOperationException("Several results have a struct of their own.");

    public CForm Visit(HandleWire wire)
    {
        string name = CText.InterfaceName(wire.Name);
        if (defined.Add(name))
        {
            CHeader.WriteOnce(types, wire.Name.Full, () =>
            {
                DoxygenPrinter.Write(
                    types,
                    resources.TryGetValue(wire.Name.Full, out Documentation? documentation) ? documentation : Documentation.None);
                types.Line($"typedef struct {name} {{");
                types.Indented(() =>
                {
                    types.Line("/// The host's handle of the object; 0 is null.");
                    types.Line("int32_t handle;");
                });
                types.Line($"}} {name};");
            });
        }

        return new CHandle(name, name);
    }

    public CForm Visit(NullWire wire) => wire.Form switch
    {
        // Null has a value of its own: no pointer, or the handle 0.
        NullForm.Pair or NullForm.Handle => wire.Value.Accept(this),
        NullForm.Pointer => Forward((StructWire)wire.Value, isNullable: true),
        NullForm.Flag => Optional(wire.Value.Accept(this)),
    };

    private COptional Optional(CForm value)
    {
        string name = CText.Composed("optional", value.Name);
        if (defined.Add(name))
        {
            CHeader.WriteOnce(types, name, () =>
            {
                types.Line($"typedef struct {name} {{");
                types.Indented(() =>
                {
                    types.Line("uint32_t has_value;");
                    types.Line($"{value.Type} value;");
                });
                types.Line($"}} {name};");
            });
        }

        return new COptional(name, $"optional_{value.Name}", IsPassedByPointer: value is CGuid);
    }

    private CItems Items(string name, string items, string item, string mutable, string? place)
    {
        if (defined.Add(name))
        {
            string pointer = item.EndsWith("*", StringComparison.Ordinal) ? $"{item}const *" : $"const {item} *";
            CHeader.WriteOnce(types, name, () =>
            {
                types.Line($"typedef struct {name} {{");
                types.Indented(() =>
                {
                    types.Line($"{pointer}{items};");
                    types.Line("uint32_t count;");
                });
                types.Line($"}} {name};");
            });
            WritePlace(name, () =>
            {
                string placed = mutable.EndsWith("*", StringComparison.Ordinal) ? $"{mutable}*" : $"{mutable} *";
                if (place is null)
                {
                    places.Line($"value->{items} = ({pointer})ngixi_at(value->{items}, block);");
                    return;
                }

                places.Line($"{placed}{items} = ({placed})ngixi_at(value->{items}, block);");
                places.Line($"for (uint32_t i = 0; i < value->count; i++) {place}(&{items}[i], block);");
                places.Line($"value->{items} = {items};");
            });
        }

        return new CItems(name, name.Substring("ngixi_".Length), items);
    }

    /// <summary>Names a record or a union that stands behind a pointer; it is defined after what has the pointer.</summary>
    private CBlock Forward(StructWire wire, bool isNullable)
    {
        string name = CText.TypeName(wire.Name);
        ForwardStruct(name);
        later.Enqueue(() => wire.Accept(this));
        if (isNullable && defined.Add($"optional {name}"))
        {
            WritePlace($"optional_{name}", $"const {name} **value", () =>
            {
                places.Line($"{name} *placed = ({name} *)ngixi_at(*value, block);");
                if (HasPointers(wire))
                {
                    places.Line($"if (placed) ngixi_place_{name}(placed, block);");
                }

                places.Line("*value = placed;");
            });
        }

        return new CBlock(name, name, isNullable, HasPointers(wire));
    }

    private void ForwardStruct(string name)
    {
        if (forwarded.Add(name))
        {
            forwards.Line($"typedef struct {name} {name};");
        }
    }

    private void DefineStruct(string name, string key, LoweredFields fields, Documentation documentation)
    {
        if (!defined.Add(name))
        {
            return;
        }

        List<CForm> forms = [.. fields.Items.Select(field => field.Wire.Accept(this))];
        NameScope scope = new();
        List<string> names = [.. fields.Items.Select(field => scope.Take(CText.Identifier(field.Source.Name)))];
        ForwardStruct(name);
        CHeader.WriteOnce(types, key, () =>
        {
            DoxygenPrinter.Write(types, documentation with { Parameters = default });
            types.Line($"struct {name} {{");
            types.Indented(() =>
            {
                for (int i = 0; i < forms.Count; i++)
                {
                    DoxygenPrinter.Write(types, CLanguage.Notes.AddTo(fields.Items[i].Source.Documentation, fields.Items[i].Wire));
                    types.Line($"{CForm.Declare(forms[i].Field, names[i])};");
                }

                if (forms.Count == 0)
                {
                    types.Line("uint8_t nothing;");
                }
            });
            types.Line("};");
            types.Line($"NGIXI_ASSERT(sizeof(struct {name}) == {CText.Number(fields.Layout.Size)});");
            types.Lines(
                names.Select((field, i) => $"NGIXI_ASSERT(offsetof(struct {name}, {field}) == {CText.Number(fields.Items[i].Offset)});"));
        });
        if (HasPointers(fields))
        {
            WritePlace(name, () => places.Lines(
                forms
                    .Select((form, i) => form.Place is { } place ? $"{place}(&value->{names[i]}, block);" : "")
                    .Where(line => line.Length > 0)));
        }
    }

    private void DefineUnion(string name, LoweredUnion union)
    {
        if (!defined.Add(name))
        {
            return;
        }

        ForwardStruct(name);
        List<(string Type, string Field, bool HasPlace)> cases = [];
        NameScope scope = new();
        foreach (LoweredRecord item in union.Cases)
        {
            string type = CText.CaseName(union.Source.Name, item.Source.Name);
            ForwardStruct(type);
            cases.Add((type, scope.Take(CText.Identifier(item.Source.Name.Simple)), HasPointers(item.Fields)));
            later.Enqueue(() => DefineStruct(type, item.Source.Name.Full, item.Fields, item.Source.Documentation));
        }

        CHeader.WriteOnce(types, union.Source.Name.Full, () =>
        {
            types.Lines(cases.Select((item, i) => $"#define {item.Type.ToUpperInvariant()} {CText.Number(i)}U"));
            DoxygenPrinter.Write(types, union.Source.Documentation);
            types.Line($"struct {name} {{");
            types.Indented(() =>
            {
                types.Line("/// The case: one of the constants above.");
                types.Line("uint32_t kind;");
                types.Line("union {");
                types.Indented(() => types.Lines(cases.Select(item => $"const {item.Type} *{item.Field};")));
                types.Line("} value;");
            });
            types.Line("};");
            types.Line($"NGIXI_ASSERT(sizeof(struct {name}) == {CText.Number(MemoryLayout.Union.Size)});");
        });
        WritePlace(name, () =>
        {
            places.Line("switch (value->kind) {");
            places.Indented(() =>
            {
                foreach ((string type, string field, bool hasPlace) in cases)
                {
                    places.Line($"case {type.ToUpperInvariant()}: {{");
                    places.Indented(() =>
                    {
                        places.Line($"{type} *placed = ({type} *)ngixi_at(value->value.{field}, block);");
                        if (hasPlace)
                        {
                            places.Line($"ngixi_place_{type}(placed, block);");
                        }

                        places.Line($"value->value.{field} = placed;");
                        places.Line("break;");
                    });
                    places.Line("}");
                }
            });
            places.Line("}");
        });
    }

    private bool HasPointers(LoweredFields fields) => new CPointers(records).AreIn(fields);

    private bool HasPointers(StructWire wire) => wire.Accept(new CPointers(records));

    private void WritePlace(string name, Action body) => WritePlace(name, $"{name} *value", body);

    private void WritePlace(string name, string parameter, Action body)
    {
        placeNames.Line($"static inline void ngixi_place_{name}({parameter}, uint32_t block);");
        later.Enqueue(() => CHeader.WriteOnce(places, $"place {name}", () =>
        {
            places.Line($"static inline void ngixi_place_{name}({parameter}, uint32_t block) {{");
            places.Indented(body);
            places.Line("}");
        }));
    }
}
