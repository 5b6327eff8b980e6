using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>
/// A guest in C under <c>guest-c/</c>: as it is checked in, and as the compiler makes it. A custom section at the end of the one that
/// is checked in binds it to its sources.
/// </summary>
/// <param name="name">The name of its file.</param>
/// <param name="sources">The texts that it is made from.</param>
/// <param name="compile">Compiles them.</param>
internal sealed class CheckedInGuest(string name, Func<IEnumerable<string>> sources, Func<byte[]> compile)
{
    private readonly Lazy<IReadOnlyList<Module>> modules = new(() =>
    [
        Module.FromBytes(Engine, name, File.ReadAllBytes(At(name))),
        Module.FromBytes(Engine, $"{name}-compiled", compile()),
    ]);

    public static Engine Engine { get; } = new(GuestConfig.Create());

    public static string Folder => AssemblyScriptCompiler.Metadata("CGuestDirectory");

    /// <summary>Gets the guest as it is checked in, and as it is compiled now.</summary>
    public IReadOnlyList<Module> Modules => modules.Value;

    public static string At(string name) => Path.Combine(Folder, name);

    /// <summary>Checks that what is checked in is made from the sources as they are; renews it where that is asked for.</summary>
    public void AssertIsCurrent()
    {
        byte[] section = SourceSection();
        bool isCurrent = File.Exists(At(name)) && File.ReadAllBytes(At(name)).AsSpan().EndsWith(section);
        if (!isCurrent && SnapshotUpdate.IsAsked)
        {
            File.WriteAllBytes(At(name), [.. compile(), .. section]);
            isCurrent = true;
        }

        Assert.True(
            isCurrent,
            $"guest-c/{name} is not made from its sources. With clang and lld: {SnapshotUpdate.Variable}=1 dotnet test tests/Ngixi.Bindgen.Conformance.Tests");
    }

    private byte[] SourceSection()
    {
        byte[] title = Encoding.ASCII.GetBytes("source-sha256");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(sources())));
        return [0, (byte)(1 + title.Length + hash.Length), (byte)title.Length, .. title, .. hash];
    }
}
