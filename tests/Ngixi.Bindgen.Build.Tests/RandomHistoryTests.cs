using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>
/// Builds, cleans and edits of two projects and their guests in random order, beside a model of what the folders must hold.
/// </summary>
public sealed class RandomHistoryTests
{
    private const int Steps = 25;

    [Fact]
    public void A_build_changes_its_own_stubs_alone_and_leaves_no_stale_one()
    {
        int seed = Tries.Seed(1);
        for (int i = 0; i < Tries.Count(40); i++)
        {
            using History history = new(seed + i);
            for (int step = 0; step < Steps; step++)
            {
                history.Step();
            }
        }
    }

    private sealed class History : IDisposable
    {
        private static readonly string[] Folders = ["guest", "guest/inner", "Gast é東 (x) & 'y' #1 %20 =", "deep/er/host.ts"];

        private static readonly string[] Names = ["log", "clock", "keyValue", "plugin", "review", "con_"];

        private static readonly string[] Assemblies = ["App", "App.Core"];

        private readonly TemporaryFolder folder = new();
        private readonly int seed;
        private readonly Random random;
        private readonly List<string> story = [];

        /// <summary>The stubs in each folder that its last build wrote, by the folder and the assembly.</summary>
        private readonly Dictionary<(string Folder, string Assembly), HashSet<string>> written = [];
        private int versions;

        public History(int seed)
        {
            this.seed = seed;
            random = new Random(seed);
            Directory.CreateDirectory(folder.At("obj"));
        }

        public void Dispose() => folder.Dispose();

        public void Step()
        {
            switch (random.Next(10))
            {
                case < 6:
                    Build();
                    break;
                case 6:
                    string manifest = Manifest(Pick(Assemblies));
                    story.Add($"clean {manifest}");
                    File.Delete(manifest);
                    break;
                case 7:
                    Write($"{Pick(Folders)}/mine{random.Next(3)}.ts", $"export const mine = {versions++};\n");
                    break;
                case 8:
                    Write($"{Pick(Folders)}/{Pick(Names)}.ts", $"export const own = {versions++};\n");
                    break;
                default:
                    Damage();
                    break;
            }
        }

        private void Build()
        {
            string assembly = Pick(Assemblies);
            string target = Pick(Folders);
            HashSet<string> imports = [.. Names.Where(_ => random.Next(3) == 0)];
            Dictionary<string, string> stubs = Stubs(assembly, imports, [.. imports.Where(_ => random.Next(3) == 0)]);
            string file = folder.At($"{assembly}.dll");
            StubAssembly.Save(file, stubs);
            story.Add($"build {assembly} into {target}: {string.Join(' ', stubs.Keys)}");

            Dictionary<string, string> before = Files();
            TaskRun run = TaskRun.Of(file, target, Manifest(assembly), project: folder.At(""));
            Dictionary<string, string> after = Files();
            if (run.Errors.Count > 0)
            {
                Check(
                    run.Errors.All(error =>
                        error.StartsWith("NGXB0004", StringComparison.Ordinal) || error.StartsWith("NGXB0005", StringComparison.Ordinal)),
                    run.Errors[0]);
                Check(Same(before, after), $"a refused build changed files: {run.Errors[0]}");
                return;
            }

            HashSet<string> last = written.GetValueOrDefault((target, assembly), []);
            Dictionary<string, string> expected = new(before);
            foreach (string name in last.Where(name =>
                expected.GetValueOrDefault($"{target}/{name}", "").StartsWith("// <auto", StringComparison.Ordinal)))
            {
                expected.Remove($"{target}/{name}");
            }

            foreach ((string name, string text) in stubs)
            {
                expected[$"{target}/{name}"] = text;
            }

            Check(Same(expected, after), $"the folders should hold\n{Describe(expected)}\nand hold\n{Describe(after)}");
            written[(target, assembly)] = [.. stubs.Keys];
            List<string> problems = TaskRun.Of(file, target, Manifest(assembly), isVerify: true, project: folder.At("")).Errors;
            Check(problems.Count == 0, $"Verify should pass after a build: {string.Join(", ", problems)}");
            Check(Same(after, Files()), "Verify should change nothing");
        }

        /// <summary>Changes or deletes a stub by hand, but no index: that is what tells whose the others are.</summary>
        private void Damage()
        {
            string[] stubs = [.. Files().Where(file => file.Value.StartsWith("// <auto", StringComparison.Ordinal)).Select(file => file.Key)
                .Where(file => Path.GetFileName(file) is not ("index.ts" or "exports.ts"))];
            if (stubs.Length == 0)
            {
                return;
            }

            string stub = Pick(stubs);
            story.Add($"damage {stub}");
            if (random.Next(2) == 0)
            {
                File.Delete(folder.At(stub));
            }
            else
            {
                File.AppendAllText(folder.At(stub), "// more\n");
            }
        }

        private void Write(string file, string text)
        {
            story.Add($"write {file}");
            folder.Write(file, text);
        }

        private Dictionary<string, string> Stubs(string assembly, HashSet<string> imports, HashSet<string> exports)
        {
            const string header = "// <auto-generated>\n// Made by Ngixi.Bindgen";
            Dictionary<string, string> stubs = [];
            if (imports.Count == 0)
            {
                return stubs;
            }

            foreach (string name in imports)
            {
                stubs[$"{name}.ts"] = $"{header} from Host.{name}.\n// {versions + random.Next(2)}\n";
            }

            foreach (string name in exports)
            {
                stubs[$"{name}Exports.ts"] = $"{header} from Host.{name}.\n// exports\n";
            }

            stubs["ngixi.ts"] = $"{header}: what the stubs of all interfaces share.\n";
            stubs["index.ts"] = $"{header} from the assembly {assembly}.\n"
                + string.Concat(imports.Select(name =>
                    random.Next(2) == 0 ? $"export * from \"./{name}\";\n" : $"export {{\n  A,\n}} from \"./{name}\";\n"))
                + "export { Box } from \"./ngixi\";\n";
            if (exports.Count > 0)
            {
                stubs["exports.ts"] = $"{header} from the assembly {assembly}. Compile it beside the guest's own entry file.\n"
                    + string.Concat(exports.Select(name => $"export * from \"./{name}Exports\";\n"));
            }

            return stubs;
        }

        private Dictionary<string, string> Files() => Directory.EnumerateFiles(folder.Path, "*.ts", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'), File.ReadAllText);

        private string Manifest(string assembly) => folder.At($"obj/{assembly}.txt");

        private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

        private static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) =>
            one.Count == other.Count && one.All(file => other.GetValueOrDefault(file.Key) == file.Value);

        private static string Describe(Dictionary<string, string> files) => string.Join('\n', files.Keys.Order(StringComparer.Ordinal));

        private void Check(bool holds, string what) => Assert.True(holds, $"{what}\nNGIXI_SEED={seed}\n{string.Join('\n', story)}");
    }
}
