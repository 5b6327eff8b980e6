using System.CommandLine;
using System.Text.Json;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting;

namespace Ngixi.Cli.Commands;

/// <summary>Checks that an audit is whole: <c>audit verify</c>.</summary>
internal sealed class AuditVerifyCommand : CliCommand
{
    private readonly Argument<string[]> files = new("files")
    {
        Description = "The file of the audit, or all of its files, in any order.",
        HelpName = "audit.jsonl",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> anchors = new("--anchors")
    {
        Description = "The file of its anchors; by default the one beside it.",
        HelpName = "file",
    };

    private readonly Option<string?> key = new("--key")
    {
        Description = "The key of its anchors: PEM, or a secret.",
        HelpName = "file",
    };

    private readonly Option<bool> laterBegin = new("--may-begin-later")
    {
        Description = "Older files were removed, as it is meant to be.",
    };

    public AuditVerifyCommand()
        : base("verify", "Check that no line of an audit was changed, removed or moved.")
    {
        Add(files);
        Add(anchors);
        Add(key);
        Add(laterBegin);
    }

    public override Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string[] stated = parsed.GetValue(files) ?? [];
        foreach (string file in stated.Concat(new[] { parsed.GetValue(anchors), parsed.GetValue(key) }.OfType<string>()))
        {
            if (!File.Exists(file))
            {
                throw CliException.File($"There is no file '{Printed.Name(file)}'.", "Check the path.");
            }
        }

        using AuditKey? secret = KeyOf(parsed.GetValue(key));
        AuditVerificationOptions options = new()
        {
            AnchorFile = parsed.GetValue(anchors),
            Key = secret,
            MayBeginLater = parsed.GetValue(laterBegin),
        };
        AuditVerification found = stated.Length == 1 ? GuestAudit.Verify(stated[0], options) : GuestAudit.VerifyFiles(stated, options);
        return Task.FromResult(new Outcome
        {
            Show = page => page.Block(found.ToString().TrimEnd()),
            Json = json =>
            {
                using JsonDocument document = JsonDocument.Parse(found.ToJson());
                json.WritePropertyName("audit");
                document.RootElement.WriteTo(json);
            },
            Failure = found.IsIntact ? null : new Failure(
                ExitCode.Diverged,
                "audit",
                found.Fault?.ToString() ?? "The audit is not whole.",
                "Keep the files as they are, and look for who changed them; what is before the line holds."),
        });
    }

    private static AuditKey? KeyOf(string? file)
    {
        try
        {
            return file is null ? null : AuditKey.Read(file);
        }
        catch (Exception exception) when (exception is ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            throw CliException.File(exception.Message, "Name the file of the key that the audit was written with.", exception);
        }
    }
}
