using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _ngixi ngixi")]
    [InlineData("zsh", "compdef _ngixi ngixi")]
    [InlineData("fish", "complete -c ngixi")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void Each_shell_has_a_script(string shell, string text)
    {
        using CliFolder folder = new();
        folder.Run("completion", shell).Exits(0).Says(text);
    }

    [Fact]
    public void The_script_of_bash_asks_the_program()
    {
        using CliFolder folder = new();
        folder.Write("completion.bash", folder.Run("completion", "bash").Output + """
            ngixi() { dotnet "$TOOL" "$@"; }
            COMP_LINE="ngixi expl"; COMP_POINT=10; COMP_WORDS=(ngixi expl); COMP_CWORD=1
            _ngixi
            echo "${COMPREPLY[@]}"
            """);
        Assert.Equal("explain", Command.Run("env", folder.Path, $"TOOL={Tool.Path}", "bash", "completion.bash").Succeeds().Output.Trim());
    }

    [Fact]
    public void Another_shell_is_told()
    {
        using CliFolder folder = new();
        folder.Run("completion", "tcsh").Fails(ExitCode.Usage, "There is no script for 'tcsh'.", "bash, zsh, fish, pwsh");
    }
}
