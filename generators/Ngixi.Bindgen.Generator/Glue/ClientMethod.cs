using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>A method of the asynchronous interface.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">
/// Its number where it travels: its place in the ordinal order of the exports' names, as the order of the source is no part of a contract.
/// </param>
/// <param name="Lowered">The export.</param>
/// <param name="TupleLayout">The layout of several results; empty where there is one.</param>
internal sealed record ClientMethod(string Name, int Number, LoweredExport Lowered, string TupleLayout)
{
    public ImportMethod Source => Lowered.Source;

    /// <param name="layouts">The names of layouts.</param>
    public static List<ClientMethod> Of(LoweredExports lowered, NameScope layouts)
    {
        List<string> order = [.. lowered.Functions.Select(function => function.Name)];
        order.Sort(StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.Ordinal);
        return [.. lowered.Functions.Select(function => new ClientMethod(
            NameOf(function.Source, taken),
            order.IndexOf(function.Name),
            function,
            function.Value is TupleWire ? layouts.Take($"{function.Source.Name}ResultLayout") : ""))];
    }

    /// <summary>
    /// Overloads that differ in <c>out</c> parameters alone would be one method, so all but the first are named after their exports.
    /// </summary>
    private static string NameOf(ImportMethod method, HashSet<string> taken)
    {
        string parameters = string.Join(", ", method.Parameters.Where(parameter => !parameter.IsOut).Select(parameter => parameter.Type));
        string name = $"{method.Name}Async";
        if (!taken.Add($"{name}({parameters})"))
        {
            name = $"{method.GuestName}Async";
            while (!taken.Add($"{name}({parameters})"))
            {
                name += "_";
            }
        }

        return name;
    }
}
