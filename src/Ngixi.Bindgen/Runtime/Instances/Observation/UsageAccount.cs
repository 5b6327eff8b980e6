namespace Ngixi.Bindgen.Runtime.Instances.Observation;

/// <summary>To whom time is counted.</summary>
internal enum UsageAccount
{
    /// <summary>To nobody: no call runs that is seen.</summary>
    Nobody,

    /// <summary>To the guest.</summary>
    Guest,

    /// <summary>To a method of the host that the guest called.</summary>
    Host,
}
