using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Hosting.Recording;

/// <summary>All imports of a guest that is replayed: the recording answers.</summary>
internal sealed class ReplayImport : RawImport
{
    protected override long Answer(ImportName import, Bindgen.Runtime.Instances.GuestInstance guest, ReadOnlySpan<long> arguments) =>
        ((ReplayRun)guest.Context.Store.GetData()!).Import(import, guest, arguments);
}
