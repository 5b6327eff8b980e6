using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>
/// Compares files with the ones that a person approved, byte by byte: <c>Name.verified.ext</c> beside the case. What
/// differs is written to <c>Name.received.ext</c>.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Verify(string directory, IReadOnlyDictionary<string, string> files) =>
        Verify(directory, files, SnapshotUpdate.IsAsked);

    public static void Verify(string directory, IReadOnlyDictionary<string, string> files, bool isUpdate)
    {
        Dictionary<string, string> expected = files.ToDictionary(file => VerifiedName(file.Key), file => file.Value);
        foreach (string received in Directory.GetFiles(directory, "*.received.*"))
        {
            File.Delete(received);
        }

        List<string> problems = [];
        foreach (string orphan in Directory.GetFiles(directory, "*.verified.*")
            .Select(file => Path.GetFileName(file)!)
            .Where(name => !expected.ContainsKey(name)))
        {
            if (isUpdate)
            {
                File.Delete(Path.Combine(directory, orphan));
            }
            else
            {
                problems.Add($"{orphan}: nothing makes this file any more.");
            }
        }

        foreach ((string name, string text) in expected)
        {
            Compare(directory, name, text, isUpdate, problems);
        }

        if (problems.Count > 0)
        {
            problems.Add($"To approve this: {SnapshotUpdate.Variable}=1 dotnet test tests/Ngixi.Bindgen.Generator.Tests");
            Assert.Fail(string.Join("\n\n", problems));
        }
    }

    private static void Compare(string directory, string name, string text, bool isUpdate, List<string> problems)
    {
        string path = Path.Combine(directory, name);
        byte[] content = Utf8.GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return;
        }

        if (isUpdate)
        {
            File.WriteAllBytes(path, content);
            return;
        }

        File.WriteAllBytes(Path.Combine(directory, name.Replace(".verified.", ".received.", StringComparison.Ordinal)), content);
        problems.Add(File.Exists(path) ? $"{name} differs:\n{Diff(File.ReadAllText(path), text)}" : $"{name} is new:\n{text}");
    }

    private static string VerifiedName(string name)
    {
        string extension = Path.GetExtension(name);
        return $"{name[..^extension.Length]}.verified{extension}";
    }

    private static string Diff(string approved, string actual)
    {
        DiffPaneModel diff = InlineDiffBuilder.Diff(approved, actual, ignoreWhiteSpace: false);
        return string.Join("\n", diff.Lines.Where(line => line.Type != ChangeType.Unchanged).Select(line => line.Type switch
        {
            ChangeType.Inserted => $"+ {line.Text}",
            ChangeType.Deleted => $"- {line.Text}",
            _ => $"  {line.Text}",
        }));
    }
}
