using System.Globalization;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Reads a line of a contract by the grammar of docs/abi.md, Contract markers. The time is linear in its length.</summary>
internal sealed class ContractParser
{
    public const string KeyEnd = ": ";
    public const string ReplacesStart = " replaces ";
    public const string Flags = "flags ";

    // A guest's text must not end the stack of the thread that reads it.
    private const int MaxDepth = 64;

    private const string Punctuation = "()<>[]?,:;@. \n";

    private readonly string text;
    private int position;
    private int depth;

    private ContractParser(string text, int position = 0)
    {
        this.text = text;
        this.position = position;
    }

    private bool IsAtEnd => position == text.Length;

    public static ContractLine ParseLine(string line)
    {
        ContractParser parser = new(line);
        ContractLine? read = parser.ReadKind() is { } kind ? parser.ReadTypeLine(kind) : parser.ReadFunction();
        return read is not null && parser.IsAtEnd ? read : new UnknownLine(line);
    }

    /// <summary>Reads a function's signature, or returns null for other text.</summary>
    public static ContractSignature? ParseSignature(string signature)
    {
        ContractParser parser = new(signature);
        ContractSignature? read = parser.ReadSignature();
        return parser.IsAtEnd ? read : null;
    }

    private ContractKind? ReadKind() =>
        Skip("enum ") ? ContractKind.Enum : Skip("record ") ? ContractKind.Record : Skip("union ") ? ContractKind.Union : null;

    private ContractFunction? ReadFunction()
    {
        int end = text.IndexOf(KeyEnd, StringComparison.Ordinal);
        if (end <= 0 || text.IndexOf(' ', 0, end) >= 0)
        {
            return null;
        }

        position = end + KeyEnd.Length;
        return ReadSignature() is not { } signature ? null
            : !Skip(ReplacesStart) ? new ContractFunction(text, text.Substring(0, end), signature, replaces: null)
            : ReadKey() is { } replaces ? new ContractFunction(text, text.Substring(0, end), signature, replaces)
            : null;
    }

    private string? ReadKey()
    {
        int start = position;
        while (!IsAtEnd && text[position] != ' ')
        {
            position++;
        }

        return position > start ? text.Substring(start, position - start) : null;
    }

    private ContractSignature? ReadSignature()
    {
        int start = position;
        if (ReadName() is not { } name || (Skip(".") && ReadName() is null))
        {
            return null;
        }

        name = text.Substring(start, position - start);
        if (ReadFields() is not { } parameters)
        {
            return null;
        }

        ContractType? result = null;
        if (Skip(ContractSignature.ResultStart) && (result = ReadType()) is null)
        {
            return null;
        }

        string? errors = null;
        return Skip(ContractSignature.ErrorsStart) && (errors = ReadName()) is null
            ? null
            : new ContractSignature(text.Substring(start, position - start), name, parameters, result, errors);
    }

    private ContractLine? ReadTypeLine(ContractKind kind)
    {
        if (ReadName() is not { } name)
        {
            return null;
        }

        if (kind != ContractKind.Record && Skip("."))
        {
            return ReadName() is { } member ? ReadMember(kind, name, member) : null;
        }

        string key = text.Substring(0, position);
        switch (kind)
        {
            case ContractKind.Enum when Skip(KeyEnd):
                bool isFlags = Skip(Flags);
                return ReadName() is { } underlying ? new ContractDefinition(text, key, kind, name, underlying, isFlags, [], "") : null;
            case ContractKind.Record when Skip(KeyEnd):
                int start = position;
                return ReadFields() is { } fields
                    ? new ContractDefinition(text, key, kind, name, "", isFlags: false, fields, text.Substring(start))
                    : null;
            case ContractKind.Union:
                return new ContractDefinition(text, key, kind, name, "", isFlags: false, [], "");
            default:
                return null;
        }
    }

    private ContractMember? ReadMember(ContractKind kind, string owner, string name)
    {
        string key = text.Substring(0, position);
        if (!Skip(KeyEnd) || ReadNumber() is not { } number)
        {
            return null;
        }

        if (kind == ContractKind.Enum)
        {
            return new ContractMember(text, key, kind, owner, name, number, [], "");
        }

        int start = position + 1;
        return Skip(" ") && ReadFields() is { } fields
            ? new ContractMember(text, key, kind, owner, name, number, fields, text.Substring(start))
            : null;
    }

    private decimal? ReadNumber()
    {
        int start = position;
        Skip("-");
        while (!IsAtEnd && text[position] is >= '0' and <= '9')
        {
            position++;
        }

        string digits = text.Substring(start, position - start);
        return decimal.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) ? number : null;
    }

    /// <summary>Reads <c>(int First, string Second)</c>.</summary>
    private List<ContractField>? ReadFields()
    {
        List<ContractField> fields = [];
        if (!Skip("("))
        {
            return null;
        }

        if (Skip(")"))
        {
            return fields;
        }

        do
        {
            if (ReadType() is not { } type || !Skip(" ") || ReadName() is not { } name)
            {
                return null;
            }

            fields.Add(new ContractField(type, name));
        }
        while (Skip(", "));
        return Skip(")") ? fields : null;
    }

    private ContractType? ReadType()
    {
        int start = position;
        int outer = depth;
        if (++depth > MaxDepth)
        {
            return null;
        }

        ContractType? type = !IsAtEnd && text[position] == '(' ? ReadTuple(start) : ReadNamed(start);
        while (type is not null)
        {
            if (Skip("[]"))
            {
                type = new ContractType.List(text, start, position, type);
            }
            else if (Skip("?"))
            {
                type = new ContractType.Nullable(text, start, position, type);
            }
            else
            {
                break;
            }

            if (++depth > MaxDepth)
            {
                return null;
            }
        }

        depth = outer;
        return type;
    }

    private ContractType.Tuple? ReadTuple(int start) =>
        ReadFields() is { } fields ? new ContractType.Tuple(text, start, position, fields) : null;

    private ContractType.Named? ReadNamed(int start)
    {
        bool isVerbatim = Skip("@");
        if (ReadName() is not { } name)
        {
            return null;
        }

        List<ContractType> arguments = [];
        if (Skip("<"))
        {
            do
            {
                if (ReadType() is not { } argument)
                {
                    return null;
                }

                arguments.Add(argument);
            }
            while (Skip(", "));
            if (!Skip(">"))
            {
                return null;
            }
        }

        return new ContractType.Named(text, start, position, name, isVerbatim, arguments);
    }

    /// <summary>Reads an identifier of C#, of any letters.</summary>
    private string? ReadName()
    {
        int start = position;
        while (!IsAtEnd && Punctuation.IndexOf(text[position]) < 0)
        {
            position++;
        }

        return position > start ? text.Substring(start, position - start) : null;
    }

    private bool Skip(string expected)
    {
        if (string.CompareOrdinal(text, position, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        position += expected.Length;
        return true;
    }
}
