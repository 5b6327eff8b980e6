using System.Text.RegularExpressions;

namespace Ngixi.Mistakes;

/// <summary>The page: a heading with a number for each mistake, the real output in the block below it, and what to do.</summary>
internal static partial class MistakePage
{
    /// <summary>Makes the mistakes, and puts what each of them says into its block.</summary>
    /// <param name="page">The page as it is.</param>
    /// <param name="mistakes">The mistakes by number.</param>
    /// <param name="only">The numbers of those to make; all by default.</param>
    public static string Print(string page, IReadOnlyDictionary<string, Func<string>> mistakes, IReadOnlyCollection<string> only)
    {
        string[] headings = [.. Mistake().Matches(page).Select(match => match.Groups["number"].Value)];
        string[] missing = [.. mistakes.Keys.Except(headings), .. headings.Except(mistakes.Keys)];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException($"The page and the program have not the same mistakes: {string.Join(", ", missing)}.");
        }

        return Mistake().Replace(page, match =>
        {
            string number = match.Groups["number"].Value;
            if (only.Count > 0 && !only.Contains(number))
            {
                return match.Value;
            }

            string told = mistakes[number]().ReplaceLineEndings("\n").Trim();
            Console.WriteLine($"{number}\n{told}\n");
            return told.Length > 0
                ? $"{match.Groups["heading"].Value}\n```\n{told}\n```\n"
                : throw new InvalidOperationException($"The mistake {number} says nothing.");
        });
    }

    [GeneratedRegex(@"^(?<heading>### (?<number>\d+)\. [^\n]+\n)\n```\n.*?^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Mistake();
}
