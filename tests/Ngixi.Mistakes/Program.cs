using Ngixi.Bindgen.Build.Tests;
using Ngixi.Mistakes;

// Makes each mistake of docs/mistakes.md and compares what is said with the page; with --update, writes the page. Numbers pick some.
string path = Path.Combine(HostProject.Repository, "docs/mistakes.md");
string page = File.ReadAllText(path).ReplaceLineEndings("\n");
Dictionary<string, Func<string>> mistakes = new([.. BuildMistakes.All, .. RunMistakes.All]);
string actual = MistakePage.Print(page, mistakes, [.. args.Where(argument => argument != "--update")]);
if (args.Contains("--update"))
{
    File.WriteAllText(path, actual);
}
else if (actual != page)
{
    Console.Error.WriteLine("The page is not what the mistakes say: run this program with --update, and read the difference.");
    return 1;
}

Console.WriteLine($"{mistakes.Count} mistakes, each with words");
return 0;
