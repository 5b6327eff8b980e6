using System.Text.Json;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;
using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting.Auditing;

/// <summary>Says in an audit what an engine does. An engine without an audit has none.</summary>
/// <param name="audit">The audit.</param>
/// <param name="logger">Where it is said that the audit cannot be written.</param>
internal sealed partial class AuditTrail(GuestAudit audit, ILogger logger) : IDisposable
{
    private const int MaxFindings = 50;
    private const int MaxFrames = 8;
    private const int MaxImports = 50;

    // The instance whose call runs on this thread, for denials, which know nothing of hosts.
    [ThreadStatic]
    private static AuditedInstance? running;

    private long instances;
    private string? problem;

    /// <summary>Says that a manifest has mistakes.</summary>
    public void Refused(string manifestFile, IReadOnlyList<string> findings) => Write("manifest.refused", json =>
    {
        json.Text("file", manifestFile);
        json.Texts("findings", findings, MaxFindings);
    });

    /// <summary>Says that a module does not fit its manifest.</summary>
    public void Refused(GuestManifest manifest, string sha256, GuestRefusedException refused) => Write("module.refused", json =>
    {
        ModuleFields.Write(json, manifest, sha256);
        json.Texts("findings", refused.Refusals, MaxFindings);
    });

    /// <summary>Says that a module is loaded, with all that it is given and gives.</summary>
    public void Loaded(GuestManifest manifest, string sha256, WasmModule module, GuestEngineOptions options)
    {
        ModuleWiring wiring = ModuleWiring.Of(module, manifest, options.Capabilities);
        Write("module.loaded", json =>
        {
            ModuleFields.Write(json, manifest, sha256);
            ModuleFields.WriteGrants(json, manifest);
            json.WriteNumber("imports", wiring.Imports.Count);
            json.WriteNumber("exports", wiring.Exports.Count);
        });
        WriteParts("module.imports", manifest.Name, sha256, "imports", wiring.Imports);
        WriteParts("module.exports", manifest.Name, sha256, "exports", wiring.Exports);
    }

    /// <summary>Says that another version of a module runs.</summary>
    public void Replaced(string module, string before, string now) => Write("module.replaced", json =>
    {
        json.Text("module", module);
        json.WriteString("beforeSha256", before);
        json.WriteString("moduleSha256", now);
    });

    /// <summary>Says that the instances of a version that was replaced are gone.</summary>
    public void Drained(string module, string before, int ended) => Write("module.drained", json =>
    {
        json.Text("module", module);
        json.WriteString("moduleSha256", before);
        json.WriteNumber("ended", ended);
    });

    /// <summary>Says that another version of a module was not taken.</summary>
    public void Kept(string module, string sha256, Exception reason) => Write("module.kept", json =>
    {
        json.Text("module", module);
        json.WriteString("moduleSha256", sha256);
        json.Text("reason", FirstLineOf(reason.Message));
    });

    /// <summary>Says that a module is disposed of.</summary>
    public void Unloaded(string module, string sha256) => Write("module.unloaded", json =>
    {
        json.Text("module", module);
        json.WriteString("moduleSha256", sha256);
    });

    /// <summary>Says that an instance is about to start.</summary>
    /// <exception cref="GuestBusyException">That cannot be written, and no instance is to start then.</exception>
    public AuditedInstance Starting(string module, string sha256, bool isRecorded)
    {
        AuditedInstance instance = new(module, sha256, Interlocked.Increment(ref instances));
        bool mayRefuse = audit.Options.OnFailure == AuditFailurePolicy.RefuseInstances;
        byte[] entry = AuditEntry.Of("instance.started", json =>
        {
            instance.Write(json);
            if (isRecorded)
            {
                json.WriteBoolean("recorded", isRecorded);
            }
        });
        bool isWritten = (!mayRefuse || audit.IsWritable()) && audit.Write(entry, isKept: !mayRefuse);
        NoteProblem();
        return isWritten || !mayRefuse
            ? instance
            : throw new GuestBusyException(
                module, "audit", $"its audit cannot be written, and no instance starts without: {audit.Problem}");
    }

    /// <summary>Says that an instance is gone.</summary>
    public void Ended(AuditedInstance instance, int guest, long calls) => Write("instance.ended", json =>
    {
        instance.Write(json);
        json.WriteNumber("guest", guest);
        json.WriteNumber("calls", calls);
    });

    /// <summary>Notes whose call runs on this thread.</summary>
    public static void Enter(AuditedInstance? instance) => running = instance;

    /// <summary>Says that a call ended, where each has a line, or failed.</summary>
    public void Called(AuditedInstance instance, (int Guest, long Call) numbers, CallUsage? usage, Exception? failure)
    {
        if (failure is not null)
        {
            Failed(instance.Module, failure, instance, numbers);
        }

        if (!audit.Options.Calls)
        {
            return;
        }

        Write("call", json =>
        {
            instance.Write(json);
            json.WriteNumber("guest", numbers.Guest);
            json.WriteNumber("call", numbers.Call);
            json.WriteString("outcome", FailureCase.Of(failure));
            if (usage is null)
            {
                return;
            }

            json.WriteNumber("waitMicroseconds", (long)usage.WaitTime.TotalMicroseconds);
            json.WriteNumber("guestMicroseconds", (long)usage.GuestTime.TotalMicroseconds);
            json.WriteNumber("hostMicroseconds", (long)usage.HostTime.TotalMicroseconds);
            json.WriteNumber("bytesRead", usage.BytesRead);
            json.WriteNumber("bytesWritten", usage.BytesWritten);
            json.WriteNumber("hostCalls", usage.HostCalls);
            json.WriteStartObject("imports");
            foreach ((string import, long count) in usage.Calls.OrderByDescending(call => call.Value).Take(MaxImports))
            {
                json.WriteNumber(AuditEntry.Shown(import), count);
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Says that the guests of a pool failed too often, so that none is called.</summary>
    public void BeginQuarantine(string module) => Write("quarantine.began", json => json.Text("module", module));

    /// <summary>Says that they are called again.</summary>
    public void EndQuarantine(string module) => Write("quarantine.ended", json => json.Text("module", module));

    /// <summary>Says that a call was not made, or failed. An exception of the caller's own says nothing of guests.</summary>
    public void Failed(string module, Exception failure, AuditedInstance? instance = null, (int Guest, long Call) numbers = default)
    {
        if (failure is not (GuestCallException or OperationCanceledException))
        {
            return;
        }

        string @case = FailureCase.Of(failure);
        audit.Write(new FloodKind("call.failed", module, @case), () => AuditEntry.Of("call.failed", json =>
        {
            WriteWho(json, module, instance);
            if (instance is not null)
            {
                json.WriteNumber("guest", numbers.Guest);
                json.WriteNumber("call", numbers.Call);
            }

            json.WriteString("case", @case);
            if (((failure as GuestLimitException)?.Limit ?? (failure as GuestBusyException)?.Limit) is { } limit)
            {
                json.WriteString("limit", limit);
            }

            json.Text("reason", FirstLineOf(failure.Message));
            if (failure is GuestCallException { Frames: { Count: > 0 } frames })
            {
                json.Texts("frames", [.. frames.Select(frame => frame.ToString())], MaxFrames);
            }
        }));
        NoteProblem();
    }

    /// <summary>Says that a guest asked for something that no grant allows.</summary>
    public void Denied(string module, Denial denial)
    {
        AuditedInstance? instance = running?.Module == module ? running : null;
        audit.Write(new FloodKind("denied", module, denial.Capability), () => AuditEntry.Of("denied", json =>
        {
            WriteWho(json, module, instance);
            json.Text("capability", denial.Capability);
            json.Text("request", denial.Request);
            json.Text("reason", denial.Reason);
        }));
        NoteProblem();
    }

    /// <summary>Closes the audit.</summary>
    public void Dispose() => audit.Dispose();

    private static void WriteWho(Utf8JsonWriter json, string module, AuditedInstance? instance)
    {
        if (instance is null)
        {
            json.Text("module", module);
        }
        else
        {
            instance.Write(json);
        }
    }

    // The frames of a stack are behind it.
    private static string FirstLineOf(string message) =>
        message.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? message[..end] : message;

    private void Write(string @event, Action<Utf8JsonWriter> write)
    {
        audit.Write(AuditEntry.Of(@event, write));
        NoteProblem();
    }

    private void WriteParts(string @event, string module, string sha256, string name, IReadOnlyList<Action<Utf8JsonWriter>> all)
    {
        int part = 0;
        foreach (Action<Utf8JsonWriter>[] some in all.Chunk(ModuleWiring.PartLength))
        {
            part++;
            Write(@event, json =>
            {
                json.Text("module", module);
                json.WriteString("moduleSha256", sha256);
                json.WriteNumber("part", part);
                json.WriteStartArray(name);
                foreach (Action<Utf8JsonWriter> write in some)
                {
                    json.WriteStartObject();
                    write(json);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
    }

    private void NoteProblem()
    {
        string? now = audit.Problem;
        if (now != problem && Interlocked.Exchange(ref problem, now) != now)
        {
            if (now is null)
            {
                LogResumed(logger);
            }
            else
            {
                LogProblem(logger, now);
            }
        }
    }

    [LoggerMessage(31, LogLevel.Error, "The audit of guests cannot be written: {Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(32, LogLevel.Information, "The audit of guests is written again.")]
    private static partial void LogResumed(ILogger logger);
}
