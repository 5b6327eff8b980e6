using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The files of one module's guests, within its grant: what WASI, and any other door, opens files by.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class GuestFiles
{
    /// <summary>Creates the files of a module.</summary>
    /// <param name="grant">What its guests may have; by default none.</param>
    public GuestFiles(FileGrant? grant = null) => Grant = grant ?? FileGrant.Default;

    internal FileGrant Grant { get; }

    /// <summary>
    /// Opens the mounts for an instance. Its directories check each path, hold what the grant limits, and are closed with the store.
    /// </summary>
    /// <param name="context">The instance.</param>
    /// <returns>The paths of the mounts and their directories, in the order of the grant.</returns>
    /// <exception cref="IOException">A mount cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">The instance has the files of another grant.</exception>
    public IReadOnlyList<GuestRoot> ForInstance(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        InstanceFiles files = context.Feature(context => new InstanceFiles(Grant, () => context.CallNumber));
        return ReferenceEquals(files.Grant, Grant)
            ? files.Roots
            : throw new InvalidOperationException(
                "An instance has the files of one grant, however many doors lead to them: give all of them the same GuestFiles.");
    }
}
