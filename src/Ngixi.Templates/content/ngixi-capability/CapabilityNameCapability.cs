using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace NgixiCapability;

/// <summary>The capability, for <c>GuestEngineOptions.Capabilities</c>.</summary>
public static class CapabilityNameCapability
{
    /// <summary>Creates it.</summary>
    /// <param name="take">Takes the notes: the module that left one, and the note. Guests call it on their own threads.</param>
    public static Capability Create(Action<string, string> take) => Capability.Of<ICapabilityName, CapabilityNameGrant>(
        "capabilityName",
        static (linker, create) => linker.DefineCapabilityName(create),
        (grant, context) => _ => new Notes(note => take(context.Module, note), grant.MaxNotes));

    private sealed class Notes(Action<string> take, int left) : ICapabilityName
    {
        public bool Leave(string text)
        {
            if (left == 0)
            {
                return false;
            }

            left--;
            take(text);
            return true;
        }
    }
}
