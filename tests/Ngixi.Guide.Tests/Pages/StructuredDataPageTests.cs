using System.Diagnostics;
using Ngixi.Guide.Tests.StructuredData;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/structured-data.md.</summary>
public sealed class StructuredDataPageTests : IDisposable
{
    private static readonly Order Order = new("Ada", [new("tea", 2), new("cup", 1)], new Dictionary<string, string>(), DueOn: null);

    private readonly GuestEngine engine;
    private readonly GuestModule module;
    private readonly GuestPool pool;

    public StructuredDataPageTests()
    {
        _ = GuideGuests.ManifestOf("pricing");

        #region host
        GuestEngineOptions options = new();
        options.Capabilities.Add(
            Capability.Of<ICatalog>("catalog", static (linker, create) => linker.DefineCatalog(create), _ => new Catalog()));
        engine = new GuestEngine(options);
        module = engine.Load(Path.Combine(AppContext.BaseDirectory, "pricing.ngixi.json"));
        pool = module.CreatePool();
        #endregion
    }

    [Fact]
    public async Task A_guest_prices_the_lines_of_an_order()
    {
        #region call
        Order order = new(
            "Ada",
            Lines: [new OrderLine("tea", 2), new OrderLine("cup", 1)],
            Notes: new Dictionary<string, string> { ["gift"] = "yes" },
            DueOn: null);
        CallResult<Verdict> call = await pool.CallAsync(guest => guest.Instance.GetPricing().Price(order));
        string answer = call.Value switch
        {
            Verdict.Priced priced => $"{priced.Cents} cents",
            Verdict.Refused refused => $"{refused.Reason}: {string.Join(", ", refused.Articles)}",
            _ => throw new UnreachableException(),
        };
        #endregion

        Assert.Equal("1690 cents", answer);
    }

    [Theory]
    [InlineData("tea", false, 350)]
    [InlineData("tea", true, 840)]
    public async Task A_guest_sees_whether_a_value_is_there(string article, bool isExpress, long cents) => Assert.Equal(
        new Verdict.Priced(cents),
        await PriceAsync(Order with { Lines = [new(article, 1)], DueOn = isExpress ? new DateOnly(2027, 1, 1) : null }));

    [Fact]
    public async Task A_guest_answers_with_another_case_of_the_union()
    {
        Verdict verdict = await PriceAsync(Order with { Lines = [new("gin", 1), new("tea", 1)] });
        Verdict.Refused refused = Assert.IsType<Verdict.Refused>(verdict);
        Assert.Equal("nobody sells this", refused.Reason);
        Assert.Equal(["gin"], refused.Articles);
    }

    [Fact]
    public async Task The_page_prints_the_messages_of_its_mistakes()
    {
        Exception absent = await Assert.ThrowsAsync<InvalidOperationException>(() => PriceAsync(Order with { Customer = null! }));
        Exception tooMany = await Assert.ThrowsAsync<GuestTrapException>(
            () => PriceAsync(Order with { Lines = [.. Enumerable.Repeat(new OrderLine("tea", 1), 1_001)] }));
        new GuidePage("structured-data").Prints(absent.Message, tooMany.Message);
    }

    public void Dispose()
    {
        pool.Dispose();
        module.Dispose();
        engine.Dispose();
    }

    private async Task<Verdict> PriceAsync(Order order) =>
        (await pool.CallAsync(guest => guest.Instance.GetPricing().Price(order))).Value;

    #region catalog
    private sealed class Catalog : ICatalog
    {
        private static readonly Dictionary<string, long> Prices = new() { ["tea"] = 350, ["cup"] = 990 };

        public IReadOnlyDictionary<string, long> PricesOf(IReadOnlyList<string> articles) =>
            articles.Where(Prices.ContainsKey).Distinct().ToDictionary(article => article, article => Prices[article]);
    }
    #endregion
}
