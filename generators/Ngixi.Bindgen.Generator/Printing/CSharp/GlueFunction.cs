using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>One function of the glue.</summary>
/// <param name="Name">Its name in the glue.</param>
/// <param name="Signature">What it stands for, for its reader.</param>
/// <param name="Interface">The interface that it calls.</param>
/// <param name="Method">The method, or null for the release of a handle.</param>
/// <param name="ResultLayout">The layout of several results; empty where there is one.</param>
internal sealed record GlueFunction(string Name, string Signature, TypeName Interface, ImportMethod? Method, LoweredFunction Lowered, string ResultLayout)
{
    public static GlueFunction ForMethod(string module, TypeName contract, ImportMethod method, bool hasReceiver, NameScope names) => new(
        CSharpText.Identifier(names.Take(method.Name)),
        method.Signature,
        contract,
        method,
        FunctionLowering.LowerMethod(module, method, hasReceiver),
        method.Result is TupleType ? names.Take($"{method.Name}ResultLayout") : "");

    public static GlueFunction ForRelease(ResourceInterface resource, NameScope names) => new(
        names.Take("Release"),
        "void Dispose()",
        resource.Name,
        Method: null,
        FunctionLowering.LowerRelease(resource.Module, resource.ReleaseName!),
        ResultLayout: "");
}
