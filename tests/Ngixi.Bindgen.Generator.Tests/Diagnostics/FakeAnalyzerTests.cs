namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>Classes that cannot be fakes.</summary>
public sealed class FakeAnalyzerTests
{
    private const string Contract = "[WasmImport(\"env\")] public interface IMail { int Send(string to); }\n";

    [Theory]
    [InlineData("class {|NGX0045:FakeMail|};", "it is not partial; write 'partial class'")]
    [InlineData("static partial class {|NGX0045:FakeMail|};", "it is static; make it an instance class")]
    [InlineData("partial class {|NGX0045:FakeMail|}<T>;", "it is generic; remove the type parameters")]
    [InlineData("partial record {|NGX0045:FakeMail|};", "it is a record; make it a class")]
    [InlineData("file partial class {|NGX0045:FakeMail|};", "no other file sees it; remove 'file'")]
    [InlineData(
        "partial class {|NGX0045:FakeMail|} : Random;",
        "it derives from 'Random', and fakes have a base class of their own; keep a 'Random' in a field")]
    [InlineData(
        "partial class {|NGX0045:FakeMail|}(int count) { public int Count => count; }",
        "it declares a constructor, and fakes have one of their own; write a static method that sets one up")]
    [InlineData(
        "partial class {|NGX0045:FakeMail|} { public FakeMail() { } }",
        "it declares a constructor, and fakes have one of their own; write a static method that sets one up")]
    public async Task A_class_says_why_it_is_not_implemented(string declaration, string reason) => Assert.Equal(
        [$"'FakeMail' cannot be a fake: {reason}"], await AnalyzerTest.Verify($"{Contract}[Ngixi.Testing.Fake<IMail>] {declaration}"));

    [Fact]
    public async Task A_fake_is_in_no_other_class() => Assert.Equal(
        ["'FakeMail' cannot be a fake: it is nested in 'Tests'; move it out"],
        await AnalyzerTest.Verify(
            Contract + "public class Tests { [Ngixi.Testing.Fake<IMail>] private partial class {|NGX0045:FakeMail|}; }"));

    [Theory]
    [InlineData("IDisposable")]
    [InlineData("string")]
    [InlineData("FakeMail")]
    public async Task A_fake_is_of_an_interface_of_guests(string type) => Assert.Equal(
        [
            "'FakeMail' cannot be a fake: its interface has none of [WasmImport], [WasmExport] and [WasmResource]; name one that has",
        ],
        await AnalyzerTest.Verify($"[Ngixi.Testing.Fake<{type}>] partial class {{|NGX0045:FakeMail|}};"));

    [Fact]
    public async Task A_fake_may_have_members_a_static_constructor_and_interfaces() => Assert.Empty(await AnalyzerTest.Verify(
        Contract
        + """
        [Ngixi.Testing.Fake<IMail>]
        sealed partial class FakeMail : IDisposable
        {
            private int count;
            static FakeMail() { }
            public int Send => ++count;
            public void Dispose() { }
        }
        """));
}
