using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;

namespace Ngixi.Hosting.Recording;

/// <summary>The markers of contracts, which guests may call and which do nothing: no recording has them.</summary>
internal sealed class MarkerImport : RawImport
{
    protected override long Answer(ImportName import, Bindgen.Runtime.Instances.GuestInstance guest, ReadOnlySpan<long> arguments) => 0;
}
