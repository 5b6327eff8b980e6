using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build;

/// <summary>The stubs of the assemblies that a project references, each read when a guest names it.</summary>
/// <param name="references">The assemblies.</param>
internal sealed class ReferencedStubs(IReadOnlyList<ITaskItem> references)
{
    private readonly Dictionary<string, CarriedStubs> found = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="assembly">The name of the assembly.</param>
    /// <param name="guest">The guest that names it, as the project states it.</param>
    /// <exception cref="StubException">The project does not reference the assembly.</exception>
    public CarriedStubs Find(string assembly, string guest)
    {
        if (!found.TryGetValue(assembly, out CarriedStubs? stubs))
        {
            ITaskItem reference = references.FirstOrDefault(item =>
                assembly.Equals(Path.GetFileNameWithoutExtension(item.ItemSpec), StringComparison.OrdinalIgnoreCase))
                ?? throw new StubException(
                    "NGXB0014",
                    $"The guest '{guest}' has the stubs of '{assembly}', and this project references no assembly of that name. {Advice()}");
            found.Add(assembly, stubs = GuestStubReader.Read(reference.ItemSpec));
        }

        return stubs;
    }

    private string Advice()
    {
        string[] names = [.. references
            .Select(item => item.ItemSpec)
            .Where(HasStubs)
            .Select(Path.GetFileNameWithoutExtension)
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal)];
        return names.Length == 0
            ? "None that it references carries stubs. Reference the package or the project."
            : $"Reference the package or the project, or name one that carries stubs: {string.Join(", ", names)}.";
    }

    private static bool HasStubs(string path)
    {
        try
        {
            return File.Exists(path) && !GuestStubReader.Read(path).IsEmpty;
        }
        catch (Exception exception) when (exception is StubException or BadImageFormatException)
        {
            return false;
        }
    }
}
