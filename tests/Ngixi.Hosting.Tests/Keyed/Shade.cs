namespace Ngixi.Hosting.Tests.Keyed;

public enum Shade
{
    Light,
    Dark,
}
