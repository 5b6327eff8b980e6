using System.CommandLine;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;

namespace Ngixi.Cli.Commands;

/// <summary>Prints what a shell needs to complete command lines.</summary>
internal sealed class CompletionCommand : CliCommand
{
    private const string Bash = """
        _ngixi() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(ngixi "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _ngixi ngixi
        """;

    private const string Zsh = """
        _ngixi() {
          local -a found
          found=("${(@f)$(ngixi "[suggest:$#BUFFER]" "$BUFFER" 2>/dev/null)}")
          compadd -a found || _files
        }
        compdef _ngixi ngixi
        """;

    private const string Fish = """
        complete -c ngixi -a '(ngixi "[suggest:"(string length (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName ngixi -ScriptBlock {
          param($word, $line, $at)
          ngixi "[suggest:$at]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
    };

    private readonly Argument<string> shell = new("shell") { Description = "The shell: bash, zsh, fish or pwsh." };

    public CompletionCommand()
        : base("completion", "Print what a shell needs to complete command lines: eval \"$(ngixi completion bash)\".")
    {
        shell.CompletionSources.Add(_ => Scripts.Keys.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        Add(shell);
    }

    public override Task<Outcome> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string stated = parsed.GetRequiredValue(shell);
        string script = Scripts.GetValueOrDefault(stated)
            ?? throw CliException.Usage(
                $"There is no script for '{Printed.Name(stated)}'.", $"Name one of these: {string.Join(", ", Scripts.Keys)}.");
        return Task.FromResult(new Outcome
        {
            Show = page => page.Block(script),
            Json = json => json.WriteString("script", script),
        });
    }
}
