using System.Text.Json;
using Ngixi.Testing.Answers;

namespace Ngixi.Testing;

/// <summary>
/// Answers of imports in a file, for guests whose tests are in no project of C#: results, errors and traps by the imports' names.
/// </summary>
public sealed class GuestAnswers
{
    internal GuestAnswers(IReadOnlyDictionary<string, IReadOnlyList<ImportAnswer>> ofImports) => OfImports = ofImports;

    /// <summary>Gets the answers of each import, by its full name such as <c>env.mail_send</c>.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<ImportAnswer>> OfImports { get; }

    /// <summary>Reads answers from a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="FormatException">It has a mistake; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GuestAnswers Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads answers from their text.</summary>
    /// <param name="utf8">The text: JSON, with comments and trailing commas.</param>
    /// <param name="name">What errors call it in place of a file.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="FormatException">It has a mistake; the message says where.</exception>
    public static GuestAnswers Parse(ReadOnlyMemory<byte> utf8, string name = "answers")
    {
        try
        {
            JsonDocumentOptions options = new()
            {
                AllowTrailingCommas = true,
                AllowDuplicateProperties = false,
                CommentHandling = JsonCommentHandling.Skip,
            };
            using JsonDocument document = JsonDocument.Parse(utf8, options);
            return new GuestAnswers(AnswersReader.Read(document.RootElement, name));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{name}: {exception.Message}", exception);
        }
    }
}
