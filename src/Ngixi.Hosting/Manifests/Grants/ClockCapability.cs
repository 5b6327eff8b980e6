using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class ClockCapability()
    : Capability("clock", "The time; Date.now and performance.now of AssemblyScript, too.")
{
    public override void Describe(Linker linker)
    {
        linker.DefineClock(Described.Instance<IClock>);
        linker.DefineAssemblyScript(new AssemblyScriptOptions { Clock = TimeProvider.System });
    }

    public override GrantBinding Read(GrantReader grant) => static (linker, context) =>
    {
        context.AssemblyScript = context.AssemblyScript with { Clock = context.Options.Time };
        linker.DefineClock(new GuestClock(new ClockGrant { Time = context.Options.Time }).ForInstance);
    };
}
