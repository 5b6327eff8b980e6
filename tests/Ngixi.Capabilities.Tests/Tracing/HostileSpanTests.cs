using System.Diagnostics;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Tracing;

/// <summary>A guest can neither forge a span of another nor fill the host's memory with its own.</summary>
[Collection(nameof(ListeningTests))]
public sealed class HostileSpanTests : IDisposable
{
    private const int Value = 2_000;
    private const int Text = 3_000;

    private readonly Spans spans = new();
    private readonly List<IDisposable> disposables = [];

    public void Dispose()
    {
        disposables.Reverse();
        disposables.ForEach(disposable => disposable.Dispose());
        spans.Dispose();
    }

    [Fact]
    public void Names_keys_values_events_and_reasons_are_escaped_and_cut()
    {
        RawGuest guest = Start(new TraceGrant { MaxNameLength = 4, MaxKeyLength = 3, MaxValueLength = 5 });
        int span = Begin(guest, "a\nbcdef");
        SetText(guest, span, "k\u001bey", "va\u202elue");
        guest.Call("span_add_event", span, Text, WriteText(guest, "ev\0ent"), 0, 0);
        guest.Call("span_fail", span, Text, WriteText(guest, "rea\nson"));
        guest.Call("span_end", span);
        Activity activity = Assert.Single(spans.Ended);
        Assert.Equal("a\\u000abc…", activity.OperationName);
        Assert.Equal("va\\u202elu…", activity.GetTagItem("guest.k\\u001be…"));
        Assert.Equal("ev\\u0000e…", Assert.Single(activity.Events).Name);
        Assert.Equal("rea\\u000as…", activity.StatusDescription);
    }

    [Fact]
    public void Attributes_events_and_links_have_limits_and_the_rest_is_counted()
    {
        RawGuest guest = Start(new TraceGrant { MaxAttributes = 3, MaxEvents = 2, MaxLinks = 1 });
        int other = Begin(guest, "other");
        int span = Begin(guest, "span");
        for (int i = 0; i < 10; i++)
        {
            SetText(guest, span, $"key{i}", "x");
            guest.Call("span_add_event", span, Text, WriteText(guest, "event"), 0, 0);
            guest.Call("span_add_link", span, other);
        }

        SetText(guest, span, "key0", "again");
        guest.Call("span_end", span);
        Activity activity = Assert.Single(spans.Ended);
        Assert.Equal(
            [
                "wasm.module=billing", "guest.key0=again", "guest.key1=x", "guest.key2=x",
                "ngixi.dropped_attributes=7", "ngixi.dropped_events=8", "ngixi.dropped_links=9",
            ],
            activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(2, activity.Events.Count());
        Assert.Single(activity.Links);
    }

    [Fact]
    public void The_texts_of_a_span_have_a_limit_together_and_the_rest_is_counted()
    {
        RawGuest guest = Start(new TraceGrant { MaxSpanLength = 40 });
        int span = Begin(guest, "span");
        SetText(guest, span, "a", new string('x', 20));
        SetText(guest, span, "b", new string('x', 20));
        SetText(guest, span, "a", "short");
        guest.Call("span_add_event", span, Text, WriteText(guest, new string('e', 30)), 0, 0);
        SetText(guest, span, "b", new string('x', 20));
        SetText(guest, span, "c", "");
        guest.Call("span_add_event", span, Text, WriteText(guest, "e"), 0, 0);
        guest.Call("span_end", span);
        Activity activity = spans.Single("span");
        Assert.Equal("short", activity.GetTagItem("guest.a"));
        Assert.Equal(new string('x', 20), activity.GetTagItem("guest.b"));
        Assert.Null(activity.GetTagItem("guest.c"));
        Assert.Equal("e", Assert.Single(activity.Events).Name);
        Assert.Equal(2, activity.GetTagItem("ngixi.dropped_attributes"));
        Assert.Equal(1, activity.GetTagItem("ngixi.dropped_events"));
    }

    [Fact]
    public void A_guest_cannot_set_what_the_host_says_of_its_span()
    {
        RawGuest guest = Start(new TraceGrant());
        int span = Begin(guest, "span");
        SetText(guest, span, "wasm.module", "admin");
        SetText(guest, span, "ngixi.abandoned", "no");
        guest.Call("span_end", span);
        Activity activity = Assert.Single(spans.Ended);
        Assert.Equal("billing", activity.GetTagItem("wasm.module"));
        Assert.Null(activity.GetTagItem("ngixi.abandoned"));
        Assert.Equal("admin", activity.GetTagItem("guest.wasm.module"));
    }

    [Fact]
    public void Spans_in_spans_have_a_depth()
    {
        RawGuest guest = Start(new TraceGrant { MaxDepth = 3 });
        int[] handles = [.. Enumerable.Range(0, 10).Select(level => Begin(guest, $"level {level}"))];
        foreach (int handle in handles)
        {
            guest.Call("span_end", handle);
        }

        Assert.Equal(["level 0", "level 1", "level 2"], spans.Ended.Select(activity => activity.OperationName));
        Assert.Equal(7, spans.Single("level 2").GetTagItem("ngixi.dropped_spans"));
    }

    [Fact]
    public void Of_a_span_that_a_sampler_only_passes_on_nothing_is_recorded()
    {
        spans.Sampling = ActivitySamplingResult.PropagationData;
        RawGuest guest = Start(new TraceGrant());
        int outer = Begin(guest, "outer");
        int inner = Begin(guest, "inner");
        SetText(guest, inner, "key", "value");
        guest.Call("span_add_event", inner, Text, WriteText(guest, "event"), 0, 0);
        guest.Call("span_add_link", inner, outer);
        guest.Call("span_end", inner);
        guest.Call("span_end", outer);
        Activity activity = spans.Single("inner");
        Assert.Equal(spans.Single("outer").SpanId, activity.ParentSpanId);
        Assert.Empty(activity.Events);
        Assert.Empty(activity.Links);
        Assert.Null(activity.GetTagItem("guest.key"));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(0.5, 0.5)]
    public void A_number_that_JSON_has_not_is_text(double number, object shown)
    {
        RawGuest guest = Start(new TraceGrant());
        int span = Begin(guest, "span");
        guest.Words(Value, 2, Value + 8);
        guest.Write(Value + 8, BitConverter.GetBytes(number));
        guest.Call("span_set_attribute", span, Text, WriteText(guest, "key"), Value);
        guest.Call("span_end", span);
        Assert.Equal(shown, spans.Single("span").GetTagItem("guest.key"));
    }

    [Fact]
    public void A_text_beyond_4_KiB_and_too_many_attributes_are_bad_arguments()
    {
        RawGuest guest = Start(new TraceGrant());
        int span = Begin(guest, new string('n', 4_096));
        guest.Write(Text, new string('n', 4_097));
        AssertBad(guest.CallToFail("span_begin", Text, 4_097));
        AssertBad(guest.CallToFail("span_fail", span, Text, 4_097));
        AssertBad(guest.CallToFail("span_add_event", span, Text, 1, Text, 257));
    }

    [Fact]
    public void Ending_twice_is_a_bad_argument_and_the_span_ended_once()
    {
        RawGuest guest = Start(new TraceGrant());
        int span = Begin(guest, "once");
        guest.Call("span_end", span);
        AssertBad(guest.CallToFail("span_end", span));
        AssertBad(guest.CallToFail("span_fail", span, Text, 0));
        Assert.Null(spans.Single("once").GetTagItem("ngixi.abandoned"));
    }

    [Fact]
    public void A_handle_of_another_instance_is_a_bad_argument()
    {
        RawGuest mine = Start(new TraceGrant());
        RawGuest other = Start(new TraceGrant());
        int span = Begin(mine, "mine");
        AssertBad(other.CallToFail("span_end", span));
        AssertBad(other.CallToFail("span_add_link", Begin(other, "theirs"), span));
        Assert.Empty(spans.Ended);
        mine.Call("span_end", span);
        Assert.Null(spans.Single("mine").GetTagItem("ngixi.abandoned"));
    }

    [Fact]
    public void A_handle_that_was_made_up_is_a_bad_argument()
    {
        RawGuest guest = Start(new TraceGrant());
        Random random = new(Tries.Seed(1));
        int span = Begin(guest, "real");
        for (int i = 0; i < Tries.Count(200); i++)
        {
            int guess = random.Next(int.MinValue, int.MaxValue);
            if (guess != span)
            {
                AssertBad(guest.CallToFail("span_end", guess));
            }
        }

        Assert.Empty(spans.Ended);
    }

    [Fact]
    public void What_the_host_does_for_a_guest_is_under_its_open_span_and_leaves_no_trace_in_the_host()
    {
        GuestContext? context = null;
        RawGuest guest = Start(new TraceGrant(), found => context = found);
        int span = Begin(guest, "guest's");
        GuestTrace trace = GuestTrace.Of(context!);
        using (Activity? activity = trace.StartActivity("host's", ActivityKind.Client))
        {
            Assert.Same(activity, Activity.Current);
            Assert.Equal(trace.Current!.SpanId, activity!.ParentSpanId);
            Assert.Equal(spans.Root.TraceId, activity.TraceId);
            Assert.Equal(ActivityKind.Client, activity.Kind);
        }

        Assert.Same(spans.Root, Activity.Current);
        guest.Call("span_end", span);
        Assert.Null(trace.Current);
        using (Activity? activity = trace.StartActivity("alone"))
        {
            Assert.Equal(spans.Root.SpanId, activity!.ParentSpanId);
        }
    }

    [Fact]
    public void Spans_of_instances_do_not_become_parents_of_each_other()
    {
        RawGuest first = Start(new TraceGrant());
        RawGuest second = Start(new TraceGrant());
        Begin(first, "of the first");
        int span = Begin(second, "of the second");
        second.Call("span_end", span);
        Assert.Equal(spans.Root.SpanId, spans.Single("of the second").ParentSpanId);
    }

    private static void AssertBad(WasmImportException exception) => Assert.True(exception.IsBadArgument, exception.ToString());

    private static int Begin(RawGuest guest, string name) => (int)guest.Call("span_begin", Text, WriteText(guest, name))!;

    private static int WriteText(RawGuest guest, string text)
    {
        guest.Write(Text, text);
        return System.Text.Encoding.UTF8.GetByteCount(text);
    }

    private static void SetText(RawGuest guest, int span, string key, string value)
    {
        // A text is the first case; the case is its address and its length.
        guest.Words(Value, 0, Value + 8, Value + 16, System.Text.Encoding.UTF8.GetByteCount(value));
        guest.Write(Value + 16, value);
        guest.Call("span_set_attribute", span, Text, WriteText(guest, key), Value);
    }

    private RawGuest Start(TraceGrant grant, Action<GuestContext>? found = null)
    {
        Linker linker = new(RawGuest.Engine);
        disposables.Add(linker);
        GuestTracing tracing = new("billing", grant);
        linker.DefineTracing(context =>
        {
            found?.Invoke(context);
            return tracing.ForInstance(context);
        });
        RawGuest guest = RawGuest.Create(
            linker,
            "env.span_begin (i32 i32) -> i32",
            "env.span_end (i32)",
            "env.span_set_attribute (i32 i32 i32 i32)",
            "env.span_add_event (i32 i32 i32 i32 i32)",
            "env.span_add_link (i32 i32)",
            "env.span_fail (i32 i32 i32)");
        disposables.Add(guest);
        return guest;
    }
}
