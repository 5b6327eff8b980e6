using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <summary>A host whose methods do what an attack has them do.</summary>
internal sealed class Odd : IOdd
{
    public Action OnPing { get; init; } = () => { };

    public void Ping() => OnPing();

    public int Divide(int dividend, int divisor) => dividend / divisor;
}
