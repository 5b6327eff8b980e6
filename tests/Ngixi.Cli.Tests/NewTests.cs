using Ngixi.Cli.Commands;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class NewTests
{
    [Fact]
    public void The_first_argument_is_the_name() =>
        Assert.Equal(["new", "ngixi-app", "-n", "Shop", "--force"], NewCommand.CommandOf("app", ["Shop", "--force"]));

    [Fact]
    public void Options_alone_are_handed_on() =>
        Assert.Equal(["new", "ngixi-guest", "-o", "x"], NewCommand.CommandOf("guest", ["-o", "x"]));

    [Fact]
    public void A_template_that_there_is_not_is_told()
    {
        using CliFolder folder = new();
        folder.Run("new", "shop").Fails(ExitCode.Usage, "There is no template 'shop'.", "app, host, capability, guest");
    }
}
