using System.Text;
using Ngixi.Bindgen.Build;
using Ngixi.Hosting;

namespace Ngixi.Cli.Stubs;

/// <summary>A package of stubs for authors of guests elsewhere, who add it with npm.</summary>
/// <param name="name">The name of the package.</param>
/// <param name="version">The version.</param>
/// <param name="assembly">The assembly that the stubs are of.</param>
internal sealed class NpmPackage(string name, string version, string assembly)
{
    /// <summary>Gets the files beside the stubs.</summary>
    /// <param name="hasExports">Whether the guest implements interfaces.</param>
    public IReadOnlyDictionary<string, string> Files(bool hasExports) => new Dictionary<string, string>
    {
        ["package.json"] = Json() + "\n",
        ["README.md"] = Readme(hasExports),
    };

    /// <summary>Gets whether npm takes a name.</summary>
    public static bool IsName(string name)
    {
        string[] parts = name.Split('/');
        bool isScoped = parts.Length == 2 && parts[0].StartsWith('@');
        return name.Length <= 214 && (parts.Length == 1 || isScoped)
            && parts.Select((part, at) => isScoped && at == 0 ? part[1..] : part).All(part =>
                part.Length > 0 && part[0] is not ('.' or '_')
                && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_' or '.'));
    }

    /// <summary>Writes what differs.</summary>
    /// <returns>The files that were written.</returns>
    public IReadOnlyList<string> Write(string folder, bool hasExports)
    {
        List<string> written = [];
        foreach ((string file, string text) in Files(hasExports))
        {
            string path = Path.Combine(Path.GetFullPath(folder), file);
            if (!File.Exists(path) || File.ReadAllText(path) != text)
            {
                TextFile.Replace(path, TextFile.Utf8.GetBytes(text));
                written.Add(path);
            }
        }

        return written;
    }

    private string Json() => JsonText.Object(json =>
    {
        json.WriteString("name", name);
        json.WriteString("version", version);
        json.WriteString("description", $"Stubs of {assembly} for guests in AssemblyScript, made by Ngixi.Bindgen.");
        json.WriteString("type", "module");
        json.WriteString("ascMain", "./index.ts");
        json.WriteStrings("files", ["*.ts"]);
        json.WriteStartObject("peerDependencies");
        json.WriteString("assemblyscript", ">=0.28.0");
        json.WriteEndObject();
    });

    private string Readme(bool hasExports)
    {
        StringBuilder text = new();
        text.Append($"# {name}\n\nStubs of {assembly} for guests in AssemblyScript. They are made by `ngixi stubs`: do not edit them.\n\n");
        text.Append($"```ts\nimport * as host from \"{name}\";\n```\n");
        if (hasExports)
        {
            text.Append(
                $"\nA guest implements interfaces, too. `exports.ts` imports what it calls from the folder above it, so copy the stubs:\n\n"
                + $"```console\n$ cp -r node_modules/{name}/ assembly/host\n$ asc assembly/host/exports.ts …\n```\n");
        }

        return text.ToString();
    }
}
