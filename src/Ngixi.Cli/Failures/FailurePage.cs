using System.Text.Json;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Failures;

/// <summary>Prints what went wrong.</summary>
internal static class FailurePage
{
    public static void Write(Page page, Failure failure)
    {
        page.Line(Words.Bad("error: "), failure.Message);
        foreach (string detail in failure.Details)
        {
            page.Item(detail);
        }

        if (failure.Advice is { } advice)
        {
            page.Line(Words.Good("do: "), advice);
        }
    }

    public static void Write(Utf8JsonWriter json, Failure failure)
    {
        json.WriteStartObject("error");
        json.WriteString("case", failure.Case);
        json.WriteString("message", failure.Message);
        json.WriteStrings("details", failure.Details);
        json.WriteString("do", failure.Advice);
        json.WriteEndObject();
    }
}
