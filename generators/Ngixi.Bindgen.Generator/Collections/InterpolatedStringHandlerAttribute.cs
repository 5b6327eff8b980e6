namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler hand over the parts of an interpolated string one by one.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

/// <summary>Names what a handler of an interpolated string is made with.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    public string[] Arguments => [argument];
}
