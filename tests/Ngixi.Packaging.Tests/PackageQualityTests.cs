using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text.Json;
using System.Xml.Linq;

namespace Ngixi.Packaging.Tests;

/// <summary>What each package with an assembly has in its files, beside the words about it.</summary>
[Collection(PackedBindgen.Tests)]
public sealed class PackageQualityTests(PackedBindgen package)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public void All_packages_have_the_version_of_one_place_and_those_of_this_repository_want_each_other_in_it()
    {
        string[] files = Directory.GetFiles(package.Feed, "*.nupkg");
        Assert.All(PackedBindgen.Packages, row => Assert.Contains(package.FileOf((string)row[0]), files));
        Assert.Contains(package.FileOf("Ngixi.Templates"), files);
        Assert.All(files, file =>
        {
            XElement metadata = Metadata(file);
            Assert.Equal(package.Version, metadata.Elements().Single(element => element.Name.LocalName == "version").Value);
            IEnumerable<XElement> dependencies = metadata.Descendants().Where(element => element.Name.LocalName == "dependency");
            Assert.All(
                dependencies.Where(dependency => dependency.Attribute("id")!.Value.StartsWith("Ngixi.", StringComparison.Ordinal)),
                dependency => Assert.Equal(package.Version, dependency.Attribute("version")!.Value));
        });
    }

    [Theory]
    [MemberData(nameof(PackedBindgen.Packages), MemberType = typeof(PackedBindgen))]
    public void A_package_has_an_icon_its_documentation_and_symbols_that_lead_to_its_sources(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.FileOf(id));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(Read(archive, "icon.png")[..8]));
        Assert.Contains("<summary>", System.Text.Encoding.UTF8.GetString(Read(archive, $"lib/net10.0/{id}.xml")), StringComparison.Ordinal);

        using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(package.FileOf(id), "snupkg"));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(
            new MemoryStream(Read(symbols, $"lib/net10.0/{id}.pdb")));
        MetadataReader pdb = provider.GetMetadataReader();
        string[] documents = [.. pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name))];
        Assert.NotEmpty(documents);

        // A build of another machine names the same files.
        Assert.All(documents, document => Assert.StartsWith("/_/", document, StringComparison.Ordinal));
        JsonElement links = pdb.CustomDebugInformation
            .Select(pdb.GetCustomDebugInformation)
            .Where(information => pdb.GetGuid(information.Kind) == SourceLink)
            .Select(information => JsonDocument.Parse(pdb.GetBlobBytes(information.Value)).RootElement.GetProperty("documents"))
            .Single();
        Assert.Equal(
            $"https://raw.githubusercontent.com/ngixi/bindgen/{package.Commit}/*",
            links.GetProperty("/_/*").GetString());
        Assert.Equal(package.Commit, Element("repository").Attribute("commit")!.Value);

        XElement Element(string name) => Metadata(package.FileOf(id)).Elements().Single(element => element.Name.LocalName == name);
        string Value(string name) => Element(name).Value;
    }

    [Fact]
    public void The_templates_are_a_package_of_templates_with_versions_in_place_of_names()
    {
        string file = package.FileOf("Ngixi.Templates");
        XElement type = Assert.Single(Metadata(file).Descendants(), element => element.Name.LocalName == "packageType");
        Assert.Equal("Template", type.Attribute("name")!.Value);
        using ZipArchive archive = ZipFile.OpenRead(file);
        Assert.DoesNotContain(archive.Entries, entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal));
        string[] projects = [.. archive.Entries
            .Where(entry => Path.GetExtension(entry.FullName) is ".csproj" or ".props")
            .Select(entry => System.Text.Encoding.UTF8.GetString(Read(archive, entry.FullName)))];
        Assert.Equal(6, projects.Length);
        Assert.All(projects, project => Assert.DoesNotContain("{", project, StringComparison.Ordinal));
        Assert.Contains(projects, project => project.Contains($"<NgixiVersion>{package.Version}<", StringComparison.Ordinal));

        // The registry is that of the user's machine.
        string[] locks = [.. archive.Entries.Where(entry => entry.Name == "package-lock.json").Select(entry => entry.FullName)];
        Assert.Equal(
            ["content/ngixi-app/guest/package-lock.json", "content/ngixi-guest/package-lock.json"],
            locks.Order(StringComparer.Ordinal));
        Assert.All(locks, name =>
        {
            string text = System.Text.Encoding.UTF8.GetString(Read(archive, name));
            Assert.DoesNotContain("resolved", text, StringComparison.Ordinal);
            Assert.Contains("\"assemblyscript\": \"0.28.20\"", text, StringComparison.Ordinal);
        });
    }

    private static byte[] Read(ZipArchive archive, string name)
    {
        using Stream stream = archive.GetEntry(name)!.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static XElement Metadata(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        using Stream stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }
}
