using System.Globalization;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>The names that the elements of a tuple may have.</summary>
internal static class TupleNames
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString",
    };

    public static bool AreAllowed(IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Count() == names.Count
        && names.Select(IsAllowed).All(isAllowed => isAllowed);

    /// <summary>A name <c>Item1</c> is for the first alone.</summary>
    private static bool IsAllowed(string name, int index) =>
        !Reserved.Contains(name)
        && (!name.StartsWith("Item", StringComparison.Ordinal)
            || !int.TryParse(name.Substring("Item".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number == index + 1);
}
