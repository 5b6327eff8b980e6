using Ngixi.Hosting;

namespace NgixiApp;

/// <summary>The guest as the host has it: the compiled module, under its manifest.</summary>
public sealed class PlayerTests : IDisposable
{
    private readonly GuestEngine engine = new();
    private readonly GuestModule module;

    public PlayerTests() => module = engine.Load(Path.Combine(AppContext.BaseDirectory, "player.ngixi.json"));

    [Fact]
    public async Task An_opponent_who_always_does_the_same_is_beaten()
    {
        using GuestPool pool = module.CreatePool();
        Round[] rounds = [new(Move.Paper, Move.Scissors), new(Move.Paper, Move.Scissors)];
        CallResult<Move> call = await pool.CallAsync(guest => guest.Instance.GetPlayer().Choose(rounds));
        Assert.Equal(Move.Rock, call.Value);
    }

    public void Dispose()
    {
        module.Dispose();
        engine.Dispose();
    }
}
