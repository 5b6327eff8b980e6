using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests;

/// <summary>The part of a stub file in a guest.</summary>
internal enum StubRole
{
    /// <summary>The guest's own code uses it.</summary>
    Used,

    /// <summary>It has exports of the guest, for the host.</summary>
    Exported,
}

/// <summary>A finished file for guests.</summary>
/// <param name="Language">The language of the guests.</param>
/// <param name="Origin">The full name of the C# type that it is made from; empty for a file that there is once.</param>
/// <param name="Path">Its name in the guest directory.</param>
/// <param name="Names">The names in it that are for guests; empty where all are.</param>
/// <param name="Failure">The reason why there is no file, or null.</param>
internal sealed record StubFile(
    string Language, string Origin, string Path, string Text, StubRole Role, EquatableArray<string> Names, Failure? Failure = null)
{
    public StubSummary Summary => new(Language, Path, Role, Names);

    /// <summary>Prints a stub, if there is one. A fault in one must not take all others with it.</summary>
    public static StubFile? Contain(GuestLanguage language, string origin, Func<StubFile?> print) => Printing.Failure.Contain(
        origin,
        print,
        failure => new StubFile(language.Name, failure.Type, "", "", StubRole.Used, default, failure));
}

/// <summary>What other files of the same language need to know of a stub file.</summary>
internal sealed record StubSummary(string Language, string Path, StubRole Role, EquatableArray<string> Names);
