using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers;

/// <summary>A use of a view of guest memory after a call of the guest.</summary>
/// <param name="Operation">The view, where it is used.</param>
/// <param name="Parameter">The parameter that it is a view of.</param>
/// <param name="Call">The name of the function that was called before.</param>
internal sealed record StaleUse(IOperation Operation, string Parameter, string Call);

/// <summary>
/// Follows views of guest memory through a method, along every path: from a parameter to slices, enumerators and references
/// made of it, and to a use after a call of the guest.
/// </summary>
internal sealed class ViewFlow
{
    /// <summary>The parameter that a variable is a view of, by variable.</summary>
    private readonly Dictionary<object, string> views = [];

    private readonly List<StaleUse> uses = [];

    private string? call;

    /// <summary>Finds the first use of each parameter after a call of the guest.</summary>
    public static IEnumerable<StaleUse> Find(ControlFlowGraph graph, IEnumerable<IParameterSymbol> parameters)
    {
        ViewFlow entry = new();
        foreach (IParameterSymbol parameter in parameters)
        {
            entry.views.Add(parameter, parameter.Name);
        }

        ViewFlow[] ends = [entry, .. graph.Blocks.Skip(1).Select(_ => new ViewFlow())];
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (BasicBlock block in graph.Blocks.Skip(1))
            {
                ViewFlow end = After(block, ends);
                isChanged |= !end.KnowsTheSame(ends[block.Ordinal]);
                ends[block.Ordinal] = end;
            }
        }

        // What is made of a use, such as the value of a conditional expression, ends behind it.
        return ends
            .SelectMany(end => end.uses)
            .GroupBy(use => use.Parameter, StringComparer.Ordinal)
            .Select(uses => uses.OrderBy(use => use.Operation.Syntax.Span.End).First());
    }

    /// <summary>The name of a function of the guest that an operation calls, or null.</summary>
    public static string? NameOfGuestCall(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { } method } call
            when IsExport(method.ContainingType) || IsExport(call.Instance?.WithoutConversion().Type) =>
            method.Name,
        IInvocationOperation { TargetMethod: { Name: "Invoke", ContainingType: { Name: "Function" } type } }
            when type.IsNamed("Wasmtime.Function") =>
            "Function.Invoke",
        IInvocationOperation { TargetMethod: { Name: "Grow", ContainingType: { Name: "Memory" } type } }
            when type.IsNamed("Wasmtime.Memory") =>
            "Memory.Grow",
        _ => null,
    };

    private static bool IsExport(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface } contract && contract.FindAttribute(KnownNames.WasmExport) is not null;

    private static ViewFlow After(BasicBlock block, ViewFlow[] ends)
    {
        // A handler may be entered from anywhere before it.
        ImmutableArray<ControlFlowBranch> branches = block.Predecessors;
        ViewFlow flow = new();
        foreach (ViewFlow before in branches.IsEmpty ? ends.Take(block.Ordinal) : branches.Select(branch => ends[branch.Source.Ordinal]))
        {
            flow.call ??= before.call;
            foreach (KeyValuePair<object, string> view in before.views)
            {
                flow.views[view.Key] = view.Value;
            }
        }

        foreach (IOperation operation in block.Operations)
        {
            flow.Follow(operation);
        }

        if (block.BranchValue is { } value)
        {
            flow.Follow(value);
        }

        return flow;
    }

    private bool KnowsTheSame(ViewFlow other) =>
        call == other.call && views.Count == other.views.Count && views.Keys.All(other.views.ContainsKey);

    /// <summary>Follows an operation in the order in which it runs: first the parts, then the whole, which uses them.</summary>
    private void Follow(IOperation operation)
    {
        // A function in the method does not run where it stands.
        if (operation is IFlowAnonymousFunctionOperation or ILocalFunctionOperation)
        {
            return;
        }

        foreach (IOperation part in operation.ChildOperations)
        {
            Follow(part);
        }

        // The length is in the span itself.
        if (call is not null && operation is not IPropertyReferenceOperation { Property.Name: "Length" or "IsEmpty" })
        {
            uses.AddRange(
                from part in operation.ChildOperations
                where VariableOf(part) is { } variable && views.ContainsKey(variable) && !IsSet(part, operation)
                select new StaleUse(part, views[VariableOf(part)!], call));
        }

        Assign(operation);
        call ??= NameOfGuestCall(operation);
    }

    private static object? VariableOf(IOperation value) => value switch
    {
        IParameterReferenceOperation reference => reference.Parameter,
        ILocalReferenceOperation reference => reference.Local,
        IFlowCaptureReferenceOperation reference => reference.Id,
        _ => null,
    };

    private static bool IsSet(IOperation part, IOperation whole) =>
        whole is ISimpleAssignmentOperation assignment && assignment.Target == part;

    /// <summary>A variable that is set to a view is one; set to anything else, such as a copy, it is none any more.</summary>
    private void Assign(IOperation operation)
    {
        (object? variable, IOperation? value) = operation switch
        {
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment
                when local.RefKind != RefKind.None || local.Type.IsRefLikeType => (local, assignment.Value),
            ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter: var parameter } } assignment
                when parameter.Type.IsRefLikeType => (parameter, assignment.Value),
            IFlowCaptureOperation capture => (capture.Id, capture.Value),
            _ => ((object?)null, (IOperation?)null),
        };
        if (variable is null || value is null)
        {
            return;
        }

        if (ParameterOf(value) is { } name)
        {
            views[variable] = name;
        }
        else
        {
            views.Remove(variable);
        }
    }

    /// <summary>The parameter that a value is a view of, or null: a view of a view is one, and a copy is not.</summary>
    private string? ParameterOf(IOperation value)
    {
        if (VariableOf(value) is { } variable)
        {
            return views.TryGetValue(variable, out string? name) ? name : null;
        }

        bool isReference = value is IConversionOperation or IArgumentOperation
            or IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } }
            or IPropertyReferenceOperation { Property: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } };
        return isReference || value.Type?.IsRefLikeType == true
            ? value.ChildOperations.Select(ParameterOf).FirstOrDefault(name => name is not null)
            : null;
    }
}
