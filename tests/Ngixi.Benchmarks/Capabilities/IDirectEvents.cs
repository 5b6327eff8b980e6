namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Events as one keeps them in C#, for one taker.</summary>
internal interface IDirectEvents
{
    void Publish(byte[] payload);

    /// <returns>How many were taken.</returns>
    int Take(int maxEvents);

    /// <summary>Ends what was taken.</summary>
    void Acknowledge();
}
