using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Ngixi.Hosting.DependencyInjection;

namespace Ngixi.Hosting.Health;

/// <summary>Tells whether guests can run: the process is sound, and no pool refuses calls because its guests failed.</summary>
internal sealed class GuestHealthCheck(IEnumerable<HostedModule> modules, IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<HostFinding> findings = [.. GuestEngine.Examine(), .. OfAudit(), .. modules.Select(OfPool)];
        Dictionary<string, object> data = findings.ToDictionary(finding => finding.Name, object (finding) => finding.Message);
        string problems = string.Join(' ', findings.Where(finding => !finding.IsSound).Select(finding => finding.Message));
        return Task.FromResult(problems.Length == 0
            ? HealthCheckResult.Healthy("Guests can run.", data)
            : new HealthCheckResult(context.Registration.FailureStatus, problems, data: data));
    }

    private IEnumerable<HostFinding> OfAudit() => services.GetService<GuestEngine>()?.Options.Audit is { } audit
        ? [new HostFinding(
            "audit",
            audit.Problem is null,
            audit.Problem is { } problem ? $"The audit of guests cannot be written: {problem}" : "The audit of guests is written.")]
        : [];

    private HostFinding OfPool(HostedModule module)
    {
        GuestPool pool = services.GetRequiredKeyedService<GuestPool>(module.Name);
        return new HostFinding(
            $"module {module.Name}",
            !pool.IsQuarantined,
            pool.IsQuarantined
                ? $"The module '{module.Name}' is in quarantine: its guests failed too often."
                : $"The module '{module.Name}' has {pool.Instances} live instances.");
    }
}
