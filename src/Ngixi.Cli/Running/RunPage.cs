using System.Globalization;
using System.Text.Json;
using Ngixi.Capabilities;
using Ngixi.Cli.Output;
using Ngixi.Hosting;
using Ngixi.Hosting.Manifests.Text;

namespace Ngixi.Cli.Running;

/// <summary>Prints what came of a run, and how near each limit was.</summary>
internal static class RunPage
{
    private const int MaxImports = 10;

    /// <summary>Writes what the guest used, for a person, beside its own output.</summary>
    public static void Write(Page page, RunResult result)
    {
        if (result.Callable.Count > 0)
        {
            page.Line("It started, and nothing was called. It exports: ", string.Join(", ", result.Callable));
            page.Line(Words.Good("do: "), "name one by --call");
        }

        if (result.Start is null)
        {
            return;
        }

        if (result.Failure is null && result.Denials.Count > 0)
        {
            page.Line(Words.Warning($"It was denied {Count(result.Denials.Count, "request")}, and went on: see above."));
        }

        page.Table(["limit", "used", "of", "left"], [.. Headroom(result).Select(Row)]);
        KeyValuePair<string, long>[] imports = [.. CallsOf(result).OrderByDescending(call => call.Value).ThenBy(call => call.Key)];
        foreach ((string import, long calls) in imports.Take(MaxImports))
        {
            page.Item(Words.Dim($"{calls,9:N0}  "), import);
        }

        if (imports.Length > MaxImports)
        {
            page.Item(Words.Dim($"{"",9}  and {imports.Length - MaxImports} more imports"));
        }

        foreach (string file in result.Written)
        {
            page.Line($"wrote {file}");
        }
    }

    /// <summary>Writes the same for programs.</summary>
    public static void Write(Utf8JsonWriter json, RunResult result, string output, Func<Denial, string> remedy)
    {
        json.WriteString("module", result.Manifest.Name);
        json.WriteString("sha256", result.Sha256);
        if (result.GuestExitCode is { } exit)
        {
            json.WriteNumber("guestExitCode", exit);
        }

        if (result.Values is { } values)
        {
            json.WriteStartArray("results");
            foreach (object value in values)
            {
                Write(json, value);
            }

            json.WriteEndArray();
        }

        json.WriteString("output", output);
        json.WriteStartArray("limits");
        foreach (Headroom limit in result.Start is null ? [] : Headroom(result))
        {
            json.WriteStartObject();
            json.WriteString("name", limit.Name);
            json.WriteNumber("used", limit.Used);
            json.WriteNumber("of", limit.Of);
            json.WriteString("unit", limit.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("calls");
        foreach ((string import, long calls) in CallsOf(result).OrderBy(call => call.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(import, calls);
        }

        json.WriteEndObject();
        json.WriteStartArray("denials");
        foreach (Denial denial in result.Denials)
        {
            json.WriteStartObject();
            json.WriteString("capability", denial.Capability);
            json.WriteString("request", denial.Request);
            json.WriteString("reason", denial.Reason);
            json.WriteString("do", remedy(denial));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("written", result.Written);
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case JsonElement element:
                element.WriteTo(json);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(ExportCall.Show(value));
                break;
        }
    }

    // Limits count anew for each call, and the memory and the start are the instance's.
    private static IEnumerable<Headroom> Headroom(RunResult result)
    {
        ModuleLimits limits = result.Manifest.Limits;
        CallUsage start = result.Start!;
        CallUsage most = result.Call ?? start;
        yield return new("memory", Math.Max(start.MemoryBytes, most.MemoryBytes), limits.Memory, "bytes");
        yield return new("startDeadline", Milliseconds(start), (long)limits.StartDeadline.TotalMilliseconds, "ms");
        if (result.Call is not null)
        {
            yield return new("deadline", Milliseconds(most), (long)limits.Deadline.TotalMilliseconds, "ms");
        }

        yield return new("hostCalls", most.HostCalls, limits.HostCalls, "calls");
        yield return new("bytes", most.BytesRead + most.BytesWritten, limits.Bytes, "bytes");
        if (limits.Fuel is { } fuel && most.Fuel is { } used)
        {
            yield return new("fuel", (long)Math.Min(used, long.MaxValue), (long)Math.Min(fuel, long.MaxValue), "units");
        }
    }

    private static long Milliseconds(CallUsage usage) => (long)(usage.WaitTime + usage.GuestTime + usage.HostTime).TotalMilliseconds;

    private static IReadOnlyList<Words> Row(Headroom limit)
    {
        double left = limit.Of == 0 ? 0 : Math.Max(0, 1 - ((double)limit.Used / limit.Of));
        string percent = left.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        return
        [
            limit.Name,
            Show(limit.Used, limit.Unit),
            Show(limit.Of, limit.Unit),
            left > 0.5 ? Words.Good(percent) : left > 0.1 ? Words.Warning(percent) : Words.Bad(percent),
        ];
    }

    private static string Show(long value, string unit) => unit switch
    {
        "bytes" => Units.ShowSize(value),
        "ms" => string.Create(CultureInfo.InvariantCulture, $"{value:N0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
    };

    private static string Count(int count, string thing) => count == 1 ? $"one {thing}" : $"{count} {thing}s";

    private static Dictionary<string, long> CallsOf(RunResult result) => (result.Start?.Calls ?? new Dictionary<string, long>())
        .Concat(result.Call?.Calls ?? new Dictionary<string, long>())
        .GroupBy(call => call.Key)
        .ToDictionary(calls => calls.Key, calls => calls.Sum(call => call.Value));
}
