namespace Ngixi.Testing;

/// <summary>What a fake does where a test did not say how it answers.</summary>
public enum FakeMode
{
    /// <summary>It throws a <see cref="FakeSetupException"/>, which traps a guest as any exception of a host's method does.</summary>
    Strict,

    /// <summary>
    /// It returns a default: zero, an empty text or list, null where the method may return it. It is strict where there is none.
    /// </summary>
    Lenient,
}
