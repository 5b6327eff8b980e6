namespace Ngixi.Bindgen.Contracts;

/// <summary>Which way the values of a type go.</summary>
[Flags]
internal enum Uses
{
    /// <summary>An error: a guest tells one from success without knowing it.</summary>
    Thrown = 1,

    /// <summary>From the guest to the host.</summary>
    Sent = 2,

    /// <summary>From the host to the guest.</summary>
    Received = 4,
}

/// <summary>Which way the types of a shape go, as far as functions of it mention them.</summary>
internal sealed class ContractUses
{
    private readonly Dictionary<string, Uses> uses = new(StringComparer.Ordinal);
    private readonly Queue<string> open = new();

    public ContractUses(ContractShape shape, IEnumerable<ContractFunction> functions)
    {
        (Uses arguments, Uses result) = shape.IsExported ? (Uses.Received, Uses.Sent) : (Uses.Sent, Uses.Received);
        foreach (ContractSignature signature in functions.Select(function => function.Signature))
        {
            Use(signature.Parameters, arguments);
            if (signature.Result is { } returned)
            {
                Use(returned, result);
            }

            if (signature.Errors is { } errors)
            {
                Use(errors, Uses.Thrown);
            }
        }

        while (open.Count > 0)
        {
            string name = open.Dequeue();
            Use(
                shape.FindType(name) is { } definition
                    ? definition.Fields.Concat(shape.MembersOf(name).SelectMany(member => member.Fields))
                    : [],
                uses[name]);
        }
    }

    /// <summary>Gets which way a type goes: none where no function mentions it.</summary>
    public Uses Of(string type) => uses.TryGetValue(type, out Uses use) ? use : default;

    private void Use(IEnumerable<ContractField> fields, Uses use)
    {
        foreach (ContractField field in fields)
        {
            Use(field.Type, use);
        }
    }

    private void Use(ContractType type, Uses use)
    {
        foreach (ContractType.Named named in type.Names.Where(named => !named.IsBuiltIn))
        {
            Use(named.Name, use);
        }
    }

    private void Use(string type, Uses use)
    {
        Uses known = Of(type);
        if ((known | use) != known)
        {
            uses[type] = known | use;
            open.Enqueue(type);
        }
    }
}
