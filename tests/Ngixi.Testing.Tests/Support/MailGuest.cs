using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Testing.Tests.Support;

/// <summary>The guest <c>mail.ts</c>, compiled once.</summary>
internal static class MailGuest
{
    private static readonly Lazy<byte[]> Compiled = new(() => AssemblyScriptCompiler.Compile("assembly/mail.ts", "--debug"));

    public static byte[] Wasm => Compiled.Value;
}
