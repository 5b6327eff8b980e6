using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>What the glue of an interface depends on: less than its stub does, so that an edited enum or comment leaves it as it is.</summary>
internal sealed record GlueInterface(
    TypeName Name,
    bool IsPublic,
    bool QualifyNames,
    string Module,
    EquatableArray<ImportMethod> Methods,
    EquatableArray<TypeName> Resources)
{
    public static GlueInterface Of(ImportInterface contract) => new(
        contract.Name,
        contract.IsPublic,
        contract.QualifyNames,
        contract.Module,
        contract.Methods,
        contract.Resources.Select(resource => resource.Name).ToEquatableArray());
}
