using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class RandomCapability()
    : GrantCapability<RandomGrant>("random", "Random numbers; the seed of AssemblyScript's Math.random, too.")
{
    public override void Describe(Linker linker)
    {
        linker.DefineRandom(Described.Instance<IRandom>);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Seed = static () => 1 });
    }

    public override RandomGrant ReadGrant(GrantReader grant)
    {
        long? seed = grant.OptionalCount("seed", "With it each instance gets the same numbers in each run, which are no secret then.");
        return new RandomGrant { Seed = (ulong?)seed };
    }

    public override void Define(Linker linker, GrantContext context, RandomGrant grant)
    {
        GuestRandom random = new(grant);
        context.Random = grant;
        context.AssemblyScript = context.AssemblyScript with { Seed = random.Seed };
        linker.DefineRandom(random.ForInstance);
    }
}
