namespace Demo;
/// <summary>Ends */ here, <b>bold</b> --> and `tick` <c>a`b</c> &lt;T&gt; <![CDATA[ <raw> */ & ]]> {@link x} @param q - fake</summary>
/// <remarks>
/// <code>
/// var x = "*/";
/// ```
/// more
/// </code>
/// </remarks>
[WasmImport("env")]
public interface IDocs
{
    /// <inheritdoc/>
    int A(int x);
    /// <inheritdoc cref="A"/>
    int A2(int x);
    /// <summary>See <see cref="NoSuch.Thing{T}"/> and <see cref="List{T}.Add(T)"/>, <see cref="IDocs.A(int)"/>, <see cref="string"/>.</summary>
    /// <param name="x">The <paramref name="y"/> */ x</param>
    /// <param name="nosuch">Not there</param>
    /// <returns>*/</returns>
    /// <exception cref="InvalidOperationException">when */ bad</exception>
    int B(int x);
    /** <summary>Old style block.</summary>
     *  <param name="x">The x.</param>
     */
    int C(int x);
    //// <summary>Commented out & broken < docs</summary>
    /// <summary>Right docs.</summary>
    int D(int x);
    //// Commented-out line
    int E(int x);
#if NEVER
    /// <summary>Disabled docs.</summary>
    int F0(int x);
#endif
    int F(int x);
#if NEVER
    /// <summary>Disabled one.</summary>
#else
    /// <summary>Enabled one.</summary>
#endif
    int F2(int x);
    #region r
    /// <summary>In region.</summary>
    #endregion
    int G(int x);
    /// <summary>Before attribute.</summary>
    [WasmName("h_name")]
    int H(int x);
    [WasmName("i_name")]
    /// <summary>After attribute.</summary>
    int I(int x);
    /// <summary>Broken <b>xml</summary>
    int J(int x);
    /// Just text without tags.
    int K(int x);
    /// <summary>Unicode: ü 漢 😀 &#x1F600; &#0; done</summary>
    int L(int x);
    /// <summary>a &#13; b &#10; c &#x2028; d</summary>
    int M(int x);
    /// <summary>Line one</summary>

    // unrelated comment
    /// <summary>Second block</summary>
    int N(int x);
    /// <summary><para>One</para><para>Two</para><list type="bullet"><item><term>T</term><description>D</description></item></list></summary>
    int O(int x);
    /// <summary>@deprecated starts with at</summary>
    int P(int x);
    /// <include file='docs.xml' path='doc'/>
    int Q(int x);
    /// <summary>nested <see href="https://x.y/a*/b">li]nk</see> <see langword="null"/> <typeparamref name="T"/></summary>
    int R(int x);
    /// <summary>"""quote triple""" and """"four""""</summary>
    int S(int x);
}
/// <summary>Rec */ doc</summary>
/// <param name="X">The X */ value</param>
/// <param name="Y">The
/// Y</param>
public record R(int X, string Y)
{
    /// <summary>Zed */</summary>
    public int Z { get; init; }
    /** <summary>Blocky</summary> */
    public int Q { get; init; }
}
/** <summary>Enum block doc */
public enum E { /** <summary>A doc</summary> */ A, /// <summary>B trailing-ish</summary>
 B }
[WasmImport("env", Prefix = "r_")] public interface IRecords { R Get(E e); }
