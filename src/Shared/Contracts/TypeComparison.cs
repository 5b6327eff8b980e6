using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Compares functions that two shapes have, and the types that these reach.</summary>
internal sealed class TypeComparison(ContractShape before, ContractShape after)
{
    private readonly List<ContractChange> changes = [];

    /// <summary>Lists what differs.</summary>
    /// <param name="functions">The functions of the guest's shape to compare, if the host has them.</param>
    /// <param name="others">Changes of other functions, which come before those of types.</param>
    public IReadOnlyList<ContractChange> Compare(IEnumerable<ContractFunction> functions, IEnumerable<ContractChange> others)
    {
        ContractFunction[] both = [.. functions.Where(function => after.FindFunction(function.Key) is not null)];
        foreach (ContractFunction function in both)
        {
            Compare(function, after.FindFunction(function.Key)!);
        }

        changes.AddRange(others);
        changes.AddRange(before.Lines.OfType<UnknownLine>().Where(line => after.Find(line.Key) is null).Select(line =>
            new ContractChange(
                ContractChangeKind.Unknown,
                before.Name,
                line,
                null,
                $"{ContractWords.Line(line)} is of a form that this version of Ngixi.Bindgen does not know")));
        CompareTypes(new ContractUses(before, both));
        return changes;
    }

    private void Compare(ContractFunction function, ContractFunction now)
    {
        ContractSignature signature = function.Signature;
        string words = ContractWords.Difference(signature, before, now.Signature, after);
        if (words.Length > 0)
        {
            changes.Add(new ContractChange(ContractChangeKind.Changed, before.Name, function, now, words));
        }
    }

    private void CompareTypes(ContractUses uses)
    {
        foreach (ContractDefinition definition in before.Lines.OfType<ContractDefinition>())
        {
            // Another kind of type differs wherever it is mentioned.
            if (uses.Of(definition.Name) is var use and not 0 && after.FindType(definition.Name) is { } now && now.Kind == definition.Kind)
            {
                Compare(definition, now, use);
            }
        }
    }

    private void Compare(ContractDefinition definition, ContractDefinition now, Uses use)
    {
        if (definition.Underlying != now.Underlying)
        {
            Change(
                definition,
                now,
                $"{Quoted.Of(definition.Name)} changed from {Quoted.Of(definition.Underlying)} to {Quoted.Of(now.Underlying)}");
        }

        if (definition.IsFlags != now.IsFlags)
        {
            Change(
                definition,
                now,
                $"{Quoted.Of(definition.Name)} {(now.IsFlags ? "became a set of flags" : "is not a set of flags any more")}");
        }

        string fields = ContractWords.Difference(definition.Fields, before, now.Fields, after);
        if (fields.Length > 0)
        {
            Change(definition, now, fields);
        }

        Members known = new(before.MembersOf(definition.Name), definition.IsFlags);
        Members present = new(after.MembersOf(definition.Name), now.IsFlags);
        foreach (ContractMember member in known.All)
        {
            if (present.Find(member.Name) is { } same)
            {
                Compare(member, same);
            }
            else if (present.At(member.Number) is { } other)
            {
                // An alias is no loss. A number whose names are all others has another meaning.
                if (!known.IsNamed(member.Number, present) && known.Find(other.Name) is null && known.At(member.Number) == member)
                {
                    Add(
                        ContractChangeKind.Renamed,
                        member,
                        other,
                        $"{Quoted.Of(member.Path)} became {Quoted.Of(other.Path)}, so that {ContractWords.Text(member.Number)} means "
                        + $"another {NounOf(definition)}");
                }
            }
            else if (use.HasFlag(Uses.Sent) && !present.Has(member.Number))
            {
                Add(ContractChangeKind.Removed, member, null, $"{ContractWords.Line(member)} was removed");
            }
        }

        foreach (ContractMember member in present.All.Where(member =>
            use.HasFlag(Uses.Received) && known.Find(member.Name) is null && !known.Has(member.Number)))
        {
            Add(
                ContractChangeKind.Added,
                null,
                member,
                $"{Quoted.Of(member.Path)} was added, which the guest would be handed and does not know");
        }
    }

    private void Compare(ContractMember member, ContractMember now)
    {
        if (member.Number != now.Number)
        {
            Change(
                member,
                now,
                $"{Quoted.Of(member.Path)} changed from {ContractWords.Text(member.Number)} to {ContractWords.Text(now.Number)}");
        }

        string fields = ContractWords.Difference(member.Fields, before, now.Fields, after);
        if (fields.Length > 0)
        {
            Change(member, now, fields);
        }
    }

    private static string NounOf(ContractDefinition definition) => definition.Kind == ContractKind.Union ? "case" : "member";

    private void Change(ContractLine line, ContractLine now, string words) => Add(ContractChangeKind.Changed, line, now, words);

    private void Add(ContractChangeKind kind, ContractLine? line, ContractLine? now, string words) =>
        changes.Add(new ContractChange(kind, before.Name, line, now, words));

    /// <summary>The members of an enum, or the cases of a union, by name and by number.</summary>
    private sealed class Members
    {
        private readonly Dictionary<string, ContractMember> byName = new(StringComparer.Ordinal);
        private readonly Dictionary<decimal, List<ContractMember>> byNumber = [];
        private readonly bool isFlags;
        private readonly ulong bits;

        public Members(IReadOnlyList<ContractMember> members, bool isFlags)
        {
            All = members;
            this.isFlags = isFlags;
            foreach (ContractMember member in members)
            {
                byName[member.Name] = member;
                bits |= BitsOf(member.Number);
                if (!byNumber.TryGetValue(member.Number, out List<ContractMember>? same))
                {
                    byNumber.Add(member.Number, same = []);
                }

                same.Add(member);
            }
        }

        public IReadOnlyList<ContractMember> All { get; }

        public ContractMember? Find(string name) => byName.TryGetValue(name, out ContractMember? member) ? member : null;

        /// <summary>The first member of a number, or null.</summary>
        public ContractMember? At(decimal number) => byNumber.TryGetValue(number, out List<ContractMember>? members) ? members[0] : null;

        /// <summary>Gets whether a value is one of these, or made of them.</summary>
        public bool Has(decimal number) => byNumber.ContainsKey(number) || (isFlags && (BitsOf(number) & ~bits) == 0);

        /// <summary>Gets whether one of the names of a number is a name of it among others, too.</summary>
        public bool IsNamed(decimal number, Members others) => byNumber[number].Any(member => others.Find(member.Name)?.Number == number);

        private static ulong BitsOf(decimal number) =>
            number is >= long.MinValue and < 0 ? unchecked((ulong)(long)number) : number is >= 0 and <= ulong.MaxValue ? (ulong)number : 0;
    }
}
