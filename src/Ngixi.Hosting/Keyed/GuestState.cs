namespace Ngixi.Hosting;

/// <summary>When the state of a guest with a key is kept, and so what is lost when the guest ends.</summary>
public enum GuestState
{
    /// <summary>Never: it is gone with the instance, which ends when it is idle, after a trap or with the process.</summary>
    None = 0,

    /// <summary>When an idle guest is released, or the host stops: lost are the calls since, where it ends in any other way.</summary>
    SavedOnRelease = 1,

    /// <summary>Before each answer: what was answered is kept, however the guest or the process ends.</summary>
    SavedBeforeAnswer = 2,
}
