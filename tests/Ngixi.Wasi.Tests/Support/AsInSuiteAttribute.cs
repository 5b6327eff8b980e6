namespace Ngixi.Wasi.Tests.Support;

/// <summary>The tests of the public suite whose lessons a test has, as docs/wasi-testsuite.md names them.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AsInSuiteAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}
