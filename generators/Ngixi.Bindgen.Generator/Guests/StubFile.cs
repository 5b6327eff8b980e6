using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Guests;

/// <summary>The part of a stub file in a guest.</summary>
internal enum StubRole
{
    /// <summary>An interface, as the guest's own code uses it.</summary>
    Interface,

    /// <summary>The exports of an interface, for the host.</summary>
    Exports,

    /// <summary>A type that interfaces use.</summary>
    Type,

    /// <summary>There is one in the folder: an index, or what all files share.</summary>
    Shared,
}

/// <summary>A finished file for guests.</summary>
/// <param name="Language">The language of the guests.</param>
/// <param name="Origin">The full name of the C# type that it is made from; empty for a file that there is once.</param>
/// <param name="Path">Its name in the guest directory.</param>
/// <param name="Text">Its text; of an index, what comes before its entries.</param>
/// <param name="Needs">The other files that it does not compile without.</param>
/// <param name="Entry">What an index has of it, or null.</param>
/// <param name="Failure">The reason why there is no file, or null.</param>
internal sealed record StubFile(
    string Language,
    string Origin,
    string Path,
    string Text,
    StubRole Role,
    EquatableArray<string> Needs,
    IndexEntry? Entry = null,
    Failure? Failure = null)
{
    public StubSummary Summary => new(Language, Role);

    /// <summary>Gets the full name of the interface that a guest has the file of; empty for what several interfaces use.</summary>
    public string Contract => Role is StubRole.Interface or StubRole.Exports ? Origin : "";

    /// <summary>Prints a stub, if there is one. A fault in one must not take all others with it.</summary>
    public static StubFile? Contain(GuestLanguage language, string origin, Func<StubFile?> print) => Printing.Failure.Contain(
        origin,
        print,
        failure => new StubFile(language.Name, failure.Type, "", "", StubRole.Type, default, Failure: failure));
}

/// <summary>The lines of an index that are there for a stub: the build writes those of the stubs that a guest has.</summary>
/// <param name="Index">The name of the index.</param>
/// <param name="Text">The lines, each with its end.</param>
internal sealed record IndexEntry(string Index, string Text);

/// <summary>What the files that there are once need to know of a stub file.</summary>
internal sealed record StubSummary(string Language, StubRole Role);
