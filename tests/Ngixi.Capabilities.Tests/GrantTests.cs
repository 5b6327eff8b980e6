using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities.Tests;

/// <summary>A grant is checked when it is made.</summary>
public sealed class GrantTests
{
    public static IEnumerable<object[]> Limits =>
        from type in new[] { typeof(LogGrant), typeof(TraceGrant), typeof(MetricsGrant), typeof(KeyValueGrant), typeof(CacheGrant) }
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.PropertyType == typeof(int)
        select new object[] { type, property.Name };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_negative_limit_is_refused_by_its_name(Type grant, string limit)
    {
        TargetInvocationException exception = Assert.Throws<TargetInvocationException>(
            () => grant.GetProperty(limit)!.SetValue(Activator.CreateInstance(grant), -1));
        Assert.Equal(limit, Assert.IsType<ArgumentOutOfRangeException>(exception.InnerException).ParamName);
    }

    [Fact]
    public void Limits_have_bounds()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogGrant { MaxDepth = 17 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogGrant { MaxDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogGrant { MaxProperties = 257 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TraceGrant { MaxAttributes = 257 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricsGrant { MaxLabels = 257 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueGrant { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueGrant { Consistency = (KeyValueConsistency)2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueQuota { MaxKeys = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyValueQuota { MaxBytes = -1 });
        Assert.Equal(16, new LogGrant { MaxDepth = 16 }.MaxDepth);
    }

    [Fact]
    public void Levels_are_levels()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogGrant { MinimumLevel = (LogLevel)7 });
        Dictionary<string, LogLevel> targets = new() { ["a"] = (LogLevel)(-1) };
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogGrant { Targets = targets });
        Assert.Throws<ArgumentNullException>(() => new LogGrant { Targets = null! });
        Assert.Throws<ArgumentNullException>(() => new ClockGrant { Time = null! });
    }
}
