namespace Ngixi.Testing;

/// <summary>A test did not say how a method of a fake answers. The message says how to.</summary>
public sealed class FakeSetupException : Exception
{
    internal FakeSetupException(string message)
        : base(message)
    {
    }
}
