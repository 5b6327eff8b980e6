using System.Reflection;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Tests.Survival;

/// <summary>What once ended or hung the process of the host. Each attack runs in a process of its own.</summary>
public sealed class SurvivalTests
{
    public static TheoryData<string> Names =>
        [.. typeof(Attacks)
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_host_lives_through(string attack) =>
        Command.Dotnet(AppContext.BaseDirectory, typeof(SurvivalTests).Assembly.Location, attack).Succeeds().Says(Program.Alive);
}
