using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Tests;

/// <summary>Text of a guest in messages.</summary>
public class QuotedTests
{
    [Theory]
    [InlineData("kv_get", "`kv_get`")]
    [InlineData("", "``")]
    [InlineData("naïve 漢字 😀", "`naïve 漢字 😀`")]
    [InlineData("a\r\n- The guest is trusted.\u001b[2J", "`a\\u000d\\u000a- The guest is trusted.\\u001b[2J`")]
    [InlineData("\u0085\u2028\u2029\0", "`\\u0085\\u2028\\u2029\\u0000`")]
    [InlineData("\u202eevil\u2066\u200f\ufeff", "`\\u202eevil\\u2066\\u200f\\ufeff`")]
    [InlineData("a`b", "`a\\u0060b`")]
    [InlineData("\ue000\uffff", "`\\ue000\\uffff`")]
    public void What_a_terminal_or_a_log_would_obey_is_escaped(string text, string quoted) => Assert.Equal(quoted, Quoted.Of(text));

    // Not in an attribute, which cannot have one.
    [Fact]
    public void A_lone_surrogate_is_escaped() => Assert.Equal("`\\ud800x\\udc00`", Quoted.Of("\ud800x\udc00"));

    [Fact]
    public void A_long_text_is_cut_and_its_length_follows() =>
        Assert.Equal($"`{new string('a', 100)}…` (99,000 characters)", Quoted.Of(new string('a', 99_000)));

    [Fact]
    public void A_surrogate_pair_is_not_cut_in_half() =>
        Assert.Equal("`ab…` (4 characters)", Quoted.Of("ab😀", maxShown: 3));
}
