using System.Reflection;
using System.Reflection.Emit;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>An assembly that was made up, and carries stubs as the generator makes it carry them.</summary>
internal static class StubAssembly
{
    public static void Save(string file, IReadOnlyDictionary<string, string> stubs) =>
        Save(file, [.. stubs.Select(stub => new GuestStubAttribute("AssemblyScript", stub.Key, "", "", "", "", stub.Value))]);

    public static void Save(string file, params GuestStubAttribute[] stubs)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName(Path.GetFileNameWithoutExtension(file)), typeof(object).Assembly);
        assembly.DefineDynamicModule("main");
        foreach (GuestStubAttribute stub in stubs)
        {
            assembly.SetCustomAttribute(
                Attribute<GuestStubAttribute>(stub.Language, stub.Path, stub.Contract, stub.Needs, stub.Index, stub.Entry, stub.Text));
        }

        assembly.SetCustomAttribute(Attribute<GuestStubManifestAttribute>(3, stubs.Length, "AssemblyScript;C"));
        assembly.Save(file);
    }

    private static CustomAttributeBuilder Attribute<T>(params object[] arguments) => new(typeof(T).GetConstructors().Single(), arguments);
}
