using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Parsing;

internal static class ContractExtensions
{
    /// <summary>Gets whether guests may call the methods of an interface.</summary>
    public static bool IsContract(this INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && (type.FindAttribute(KnownNames.WasmImport) ?? type.FindAttribute(KnownNames.WasmResource)) is not null;

    /// <summary>Gets the methods of contracts that a method implements.</summary>
    public static IEnumerable<IMethodSymbol> ImplementedContractMethods(this IMethodSymbol method)
    {
        if (method.IsStatic || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type)
        {
            return [];
        }

        // An explicit implementation has the interface's name in its own.
        string name = method.ExplicitInterfaceImplementations.Select(explicitly => explicitly.Name).FirstOrDefault() ?? method.Name;
        return type.AllInterfaces
            .Where(IsContract)
            .SelectMany(contract => contract.AllInterfaces.Insert(0, contract))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .SelectMany(contract => contract.GetMembers(name).OfType<IMethodSymbol>())
            .Where(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));
    }

    /// <summary>The type that a task ends with, or the type itself.</summary>
    public static ITypeSymbol WithoutTask(this ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1, Name: "Task" or "ValueTask" } task
        && (task.IsNamed("System.Threading.Tasks.Task") || task.IsNamed("System.Threading.Tasks.ValueTask"))
            ? task.TypeArguments[0]
            : type;
}
