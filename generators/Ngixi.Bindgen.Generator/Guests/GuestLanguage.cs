using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Guests;

/// <summary>A language that guests are written in: the files of their stubs, and the names in them.</summary>
/// <remarks>
/// All that the toolkit knows of a language is behind this class. The pipeline asks for one file at a time, so that it keeps
/// what an edit did not change.
/// </remarks>
internal abstract class GuestLanguage
{
    /// <summary>Gets the name that projects choose the language by.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the names that stubs have beside those of the project's types.</summary>
    public abstract IReadOnlyList<ScopedName> OwnNames { get; }

    /// <summary>Prints the stub of an interface that guests import.</summary>
    /// <param name="contract">The interface.</param>
    /// <param name="markers">The imports that report to the host what the guest was built for.</param>
    public abstract StubFile Print(LoweredImports contract, IReadOnlyList<string> markers);

    /// <summary>Prints the stubs of an interface that guests implement.</summary>
    /// <param name="contract">The interface.</param>
    /// <param name="markers">The exports that report to the host what the guest was built for.</param>
    public abstract IReadOnlyList<Func<StubFile>> Print(LoweredExports contract, IReadOnlyList<string> markers);

    /// <summary>Prints the stub of a type that several interfaces may use, or returns null where it has no file of its own.</summary>
    public abstract StubFile? Print(SharedType type);

    /// <summary>Prints the files that there are once for all stubs of an assembly.</summary>
    public abstract IReadOnlyList<StubFile> PrintShared(IReadOnlyList<StubSummary> stubs, string assembly);

    public abstract StubNames NamesOf(ImportInterface contract);

    public abstract StubNames NamesOf(ResourceInterface resource);

    public abstract StubNames NamesOf(ExportInterface contract);

    public abstract StubNames NamesOf(EnumDefinition enumeration);

    public abstract StubNames NamesOf(RecordDefinition record);

    public abstract StubNames NamesOf(UnionDefinition union);

    /// <summary>Gets whether the language's own library has an import of this name, with other parameters.</summary>
    public virtual bool IsOwnImport(string module, string name) => false;
}

/// <summary>The names that a thing of a contract has in a stub.</summary>
/// <param name="Claims">The names that no other thing may have.</param>
/// <param name="Changes">The names that are not those which a guest's author expects.</param>
internal sealed record StubNames(IReadOnlyList<NameClaim> Claims, IReadOnlyList<NameChange> Changes)
{
    public static readonly StubNames None = new([], []);
}

/// <summary>A name where it must be the only one.</summary>
/// <param name="Scope">The place: all files, all that a guest imports, the cases of one union.</param>
/// <param name="Name">The name.</param>
/// <param name="Key">The name as it is compared: in small letters for files, which some systems do not tell apart.</param>
internal sealed record ScopedName(string Scope, string Name, string Key)
{
    public ScopedName(string scope, string name)
        : this(scope, name, name)
    {
    }
}

/// <summary>Names that a type takes, or one of its methods. One of them that is taken is enough to report.</summary>
internal sealed record NameClaim(TypeName Owner, ImportMethod? Method, IReadOnlyList<ScopedName> Names);

/// <summary>A name that a stub has to change.</summary>
/// <param name="Type">The type.</param>
/// <param name="Member">Its member: a property, a value or a method; null for the type itself.</param>
/// <param name="Expected">The name that a guest's author would look for.</param>
/// <param name="Given">The name that the stub has.</param>
/// <param name="Reason">The reason, as the end of a sentence: <c>is a word of AssemblyScript</c>.</param>
internal sealed record NameChange(TypeName Type, string? Member, string Expected, string Given, string Reason)
{
    /// <summary>Gets the method that is the member, or null.</summary>
    public ImportMethod? Method { get; init; }
}
