using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ngixi.Capabilities.Tests.Events;

/// <summary>Topics, groups, grants and events are checked when they are made.</summary>
public sealed class EventTypeTests
{
    public static TheoryData<string> NoNames =>
    [
        "", " ", "a b", "a/b", "a:b", "a\0", "a\n", "é", "a,b", "{a}", "*", "a'", "\u202E", "a\uD800", new string('a', 129),
    ];

    [Theory]
    [MemberData(nameof(NoNames))]
    public void A_name_is_letters_digits_dots_hyphens_and_underscores(string name)
    {
        Func<object>[] uses =
        [
            () => new EventTopic(name),
            () => new EventTopic("a") { Name = name },
            () => new EventGroup(name),
            () => new EventGroup("a") { DeadLetterTopic = name },
            () => new EventSubscription(name),
            () => new EventSubscription("a") { Group = name },
            () => new EventGrant { Subscriptions = [name] },
            () => new EventGrant { PublishTo = [name] },
        ];
        Assert.All(uses, use =>
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(use);
            Assert.Contains("is not 1 to 128 letters, digits, dots, hyphens and underscores", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        });
    }

    [Fact]
    public void Names_of_all_allowed_characters_are_names() => Assert.All(
        ["a", "-", "..", "_", "0", "Orders-2026.v1_x", new string('z', 128)], name => Assert.Equal(name, new EventTopic(name).Name));

    [Fact]
    public void Settings_have_bounds()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventTopic("t") { MaxEvents = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventTopic("t") { MaxBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventTopic("t") { MaxEventBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventTopic("t") { Overflow = (EventOverflow)3 });
        Assert.Throws<ArgumentNullException>(() => new EventTopic("t") { Requires = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGroup("g") { Lease = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGroup("g") { Lease = TimeSpan.FromHours(2) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGroup("g") { MaxDeliveries = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGroup("g") { MaxDeliveries = 1_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGrant { MaxInFlight = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGrant { MaxInFlight = 10_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventGrant { PublishTimeout = TimeSpan.Zero });
    }

    [Fact]
    public void A_negative_limit_of_a_grant_is_refused_by_its_name() => Assert.All(
        typeof(EventGrant).GetProperties().Where(property => property.PropertyType == typeof(int)),
        property =>
        {
            TargetInvocationException exception = Assert.Throws<TargetInvocationException>(() => property.SetValue(new EventGrant(), -1));
            Assert.Equal(property.Name, Assert.IsType<ArgumentOutOfRangeException>(exception.InnerException).ParamName);
        });

    [Fact]
    public void A_grant_names_each_topic_once_and_sixteen_at_most()
    {
        Assert.Throws<ArgumentException>(() => new EventGrant { Subscriptions = ["a", new EventSubscription("a") { Group = "g" }] });
        Assert.Throws<ArgumentException>(() => new EventGrant { Subscriptions = [null!] });
        Assert.Throws<ArgumentNullException>(() => new EventGrant { PublishTo = [null!] });
        EventSubscription[] sixteen = [.. Enumerable.Range(0, 16).Select(number => new EventSubscription($"t{number}"))];
        Assert.Equal(16, new EventGrant { Subscriptions = sixteen }.Subscriptions.Count);
        Assert.Throws<ArgumentException>(() => new EventGrant { Subscriptions = [.. sixteen, "more"] });
    }

    [Fact]
    public void A_module_whose_name_is_none_for_a_group_needs_one()
    {
        MemoryEventStore store = new();
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new GuestEvents(store, "my module", new EventGrant { Subscriptions = ["a"] }));
        Assert.Contains("`my module` is none for a group: set the Group of each subscription", refused.Message, StringComparison.Ordinal);
        EventSubscription own = new("a") { Group = "my-module" };
        Assert.NotNull(new GuestEvents(store, "my module", new EventGrant { Subscriptions = [own] }));
    }

    [Fact]
    public void An_event_has_bytes_and_a_span_of_printable_ASCII()
    {
        Assert.Throws<ArgumentException>(() => new NewEvent(default));
        byte[] one = [1];
        string[] none = ["a b", "a\r\n", "é", new string('0', 129)];
        Assert.All(none, parent => Assert.Throws<ArgumentException>(() => new NewEvent(one, parent)));
        Assert.Equal("00-1-2-01", new NewEvent(one, "00-1-2-01").TraceParent);
    }

    [Fact]
    public void A_settlement_has_a_time_that_is_near()
    {
        EventReceipt receipt = new(1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventSettlement.Retry(receipt, TimeSpan.FromTicks(-1), ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventSettlement.Retry(receipt, TimeSpan.FromDays(8), ""));
        Assert.Equal(TimeSpan.FromDays(7), new EventSettlement.Retry(receipt, TimeSpan.FromDays(7), "").After);
    }
}
