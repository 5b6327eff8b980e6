using System.Reflection;

namespace Ngixi.Capabilities.Redis.Tests;

/// <summary>Something that is there, but for one answer.</summary>
public class Changed : DispatchProxy
{
    private object? inner;
    private string? name;
    private object? answer;

    public static T Of<T>(T inner, string name, object answer)
        where T : class
    {
        T proxy = Create<T, Changed>();
        Changed changed = (Changed)(object)proxy;
        (changed.inner, changed.name, changed.answer) = (inner, name, answer);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == name ? answer : targetMethod.Invoke(inner, args);
}
