using Microsoft.Extensions.Logging;
using Ngixi.Hosting;
using NgixiApp;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
ILogger log = loggers.CreateLogger("Host");

// What the guest may do is in the manifest. It can do nothing else.
using GuestEngine engine = new(new GuestEngineOptions { Loggers = loggers });
using GuestModule module = engine.Load(Path.Combine(AppContext.BaseDirectory, "player.ngixi.json"));
using GuestPool pool = module.CreatePool();

Move[] habit = [Move.Rock, Move.Rock, Move.Paper];
List<Round> rounds = [];
int score = 0;
for (int round = 0; round < 6; round++)
{
    Move theirs = habit[round % habit.Length];
    CallResult<Move> call = await pool.CallAsync(guest => guest.Instance.GetPlayer().Choose(rounds));
    Move yours = call.Value;
    int points = Points(yours, theirs);
    score += points;
    rounds.Add(new Round(yours, theirs));
    log.LogInformation("Round {Round}: the guest has {Yours} against {Theirs}: {Points:+0;-0;0}", round + 1, yours, theirs, points);
}

log.LogInformation("The guest has {Score:+0;-0;0}", score);

static int Points(Move yours, Move theirs) => (((int)yours - (int)theirs + 3) % 3) switch
{
    1 => 1,
    2 => -1,
    _ => 0,
};
