using Microsoft.Extensions.Options;

namespace Ngixi.Hosting.DependencyInjection;

/// <summary>Finds options that no engine can be made of, when a program starts.</summary>
internal sealed class GuestEngineOptionsValidator : IValidateOptions<GuestEngineOptions>
{
    public ValidateOptionsResult Validate(string? name, GuestEngineOptions options) =>
        options.FindProblems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
