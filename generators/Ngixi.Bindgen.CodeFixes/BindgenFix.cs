using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>A fix for the rules of contracts; it can be made everywhere at once.</summary>
/// <param name="rules">The rules' ids.</param>
public abstract class BindgenFix(params string[] rules) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root
            && await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model)
        {
            foreach (Diagnostic diagnostic in context.Diagnostics)
            {
                Offer(new FixOffer(context, diagnostic, root, model, GetType().Name));
            }
        }
    }

    /// <summary>Offers what mends one diagnostic, if anything does.</summary>
    private protected abstract void Offer(FixOffer offer);
}
