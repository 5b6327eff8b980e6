using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// The files of one module's guests, within its grant: <c>linker.DefineFiles(files.ForInstance)</c>, and what WASI opens files by.
/// </summary>
/// <remarks>For any number of threads.</remarks>
public sealed class GuestFiles
{
    /// <summary>Creates the files of a module.</summary>
    /// <param name="grant">What its guests may have; by default none.</param>
    /// <param name="denials">
    /// Where it is written what the grant did not allow, by <see cref="IFiles"/> and by WASI; nowhere by default.
    /// </param>
    public GuestFiles(FileGrant? grant = null, DenialLog? denials = null)
    {
        Grant = grant ?? FileGrant.Default;
        Denials = denials;
    }

    internal FileGrant Grant { get; }

    private DenialLog? Denials { get; }

    /// <summary>Makes what an instance uses.</summary>
    /// <param name="context">The instance.</param>
    /// <exception cref="IOException">A mount cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">The instance has the files of another grant.</exception>
    public IFiles ForInstance(GuestContext context) => new FileImports(Open(context));

    /// <summary>
    /// Opens the mounts for an instance. Its directories check each path, hold what the grant limits, and are closed with the store.
    /// </summary>
    /// <param name="context">The instance.</param>
    /// <returns>The paths of the mounts and their directories, in the order of the grant.</returns>
    /// <exception cref="IOException">A mount cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">The instance has the files of another grant.</exception>
    public IReadOnlyList<GuestRoot> OpenMounts(GuestContext context) => Open(context).Roots;

    private InstanceFiles Open(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        InstanceFiles files = context.Feature(context => new InstanceFiles(Grant, () => context.CallNumber, Denials));
        return ReferenceEquals(files.Grant, Grant)
            ? files
            : throw new InvalidOperationException(
                "An instance has the files of one grant, however many doors lead to them: give all of them the same GuestFiles.");
    }
}
