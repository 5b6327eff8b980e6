namespace Ngixi.Hosting.Tests.Support;

/// <summary>Says which field of manifests a test shows the effect of. A field without such a test fails a test.</summary>
/// <param name="fields">The fields, such as <c>limits.memory</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EnforcesAttribute(params string[] fields) : Attribute
{
    public IReadOnlyList<string> Fields => fields;
}
