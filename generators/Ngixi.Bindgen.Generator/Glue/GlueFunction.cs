using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>One function of the glue.</summary>
/// <param name="Name">Its name in the glue.</param>
/// <param name="Signature">The method that it calls, for its reader.</param>
/// <param name="Interface">The interface that it calls.</param>
/// <param name="ResultLayout">The layout of several results; empty where there is one.</param>
internal sealed record GlueFunction(string Name, string Signature, TypeName Interface, LoweredFunction Lowered, string ResultLayout)
{
    public static GlueFunction ForMethod(TypeName contract, LoweredFunction function, NameScope names)
    {
        ImportMethod method = function.Source!;
        return new GlueFunction(
            CSharpText.Identifier(names.Take(method.Name)),
            method.Signature,
            contract,
            function,
            function.Value is TupleWire ? names.Take($"{method.Name}ResultLayout") : "");
    }

    public static GlueFunction ForRelease(TypeName resource, LoweredFunction release, NameScope names) =>
        new(names.Take("Release"), "void Dispose()", resource, release, ResultLayout: "");
}
