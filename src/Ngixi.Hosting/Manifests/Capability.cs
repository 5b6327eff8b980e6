using System.Diagnostics.CodeAnalysis;
using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>Defines what a grant allows, for one module.</summary>
/// <param name="linker">The linker of the module.</param>
/// <param name="context">The module, and the host's services for it.</param>
public delegate void GrantBinding(Linker linker, GrantContext context);

/// <summary>
/// Something that a manifest can grant: a name in its <c>grants</c>, and imports. Those of this library are in
/// <see cref="CapabilitySet.Standard"/>; <see cref="Of{T}"/> makes one of a user's interface.
/// </summary>
public abstract class Capability
{
    /// <summary>Creates a capability.</summary>
    /// <param name="name">Its name in manifests, such as <c>keyValue</c>: letters and digits, the first a small letter.</param>
    /// <param name="about">What it is, as a sentence, for the manifest's schema.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    protected Capability(string name, string about = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(about);
        Name = name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit)
            ? name
            : throw new ArgumentException($"The name \"{name}\" is not letters and digits, the first a small letter.", nameof(name));
        About = about;
    }

    /// <summary>Gets its name in manifests.</summary>
    public string Name { get; }

    /// <summary>Gets what it is, as a sentence; empty where nobody said.</summary>
    public string About { get; }

    /// <summary>Gets the shortest grant of it, as JSON, to show what a manifest lacks; <c>true</c> where nothing has to be said.</summary>
    public virtual string Example => "true";

    /// <summary>Defines its imports without an implementation, to be looked at and never called.</summary>
    /// <param name="linker">A linker that has nothing else.</param>
    public abstract void Describe(Linker linker);

    /// <summary>Reads a grant of it, and reports to the reader all that is wrong with it. Opens and changes nothing.</summary>
    /// <param name="grant">The grant.</param>
    /// <returns>What defines the imports that it grants.</returns>
    public abstract GrantBinding Read(GrantReader grant);

    /// <summary>Creates a capability of an interface with <see cref="WasmImportAttribute"/>, whose grant has nothing to say.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <param name="name">Its name in manifests.</param>
    /// <param name="define">The generated method: <c>static (linker, create) =&gt; linker.DefineBilling(create)</c>.</param>
    /// <param name="create">Makes the implementation for an instance.</param>
    /// <returns>The capability.</returns>
    public static Capability Of<T>(string name, Action<Linker, Func<GuestContext, T>> define, Func<GuestContext, T> create)
        where T : class => new InterfaceCapability<T>(name, define, _ => _ => create);

    /// <summary>Creates a capability of an interface with <see cref="WasmImportAttribute"/>, whose grant is a record.</summary>
    /// <typeparam name="T">The interface.</typeparam>
    /// <typeparam name="TGrant">
    /// The record, which System.Text.Json reads: members in <c>camelCase</c>, unknown ones refused. An <see cref="ArgumentException"/> of
    /// <paramref name="create"/> refuses the module.
    /// </typeparam>
    /// <param name="name">Its name in manifests.</param>
    /// <param name="define">The generated method: <c>static (linker, create) =&gt; linker.DefineBilling(create)</c>.</param>
    /// <param name="create">Makes, for a module, what makes the implementation for an instance.</param>
    /// <returns>The capability.</returns>
    [RequiresDynamicCode("System.Text.Json reads the record by reflection. Derive from Capability, and read by GrantReader.")]
    [RequiresUnreferencedCode("System.Text.Json reads the record by reflection. Derive from Capability, and read by GrantReader.")]
    public static Capability Of<T, TGrant>(
        string name, Action<Linker, Func<GuestContext, T>> define, Func<TGrant, GrantContext, Func<GuestContext, T>> create)
        where T : class
        where TGrant : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return new InterfaceCapability<T>(name, define, grant =>
        {
            TGrant? read = grant.Record<TGrant>();
            return context => create(read!, context);
        });
    }
}
