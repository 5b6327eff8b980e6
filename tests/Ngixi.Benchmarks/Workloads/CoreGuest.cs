using System.Globalization;
using System.Text;

namespace Ngixi.Benchmarks.Workloads;

/// <summary>
/// The guests in WebAssembly text. All have the same loops: each export calls its import <c>count</c> times and returns
/// a sum over what came back, so that no peer can leave work out. The payload lies in the module itself.
/// </summary>
internal static class CoreGuest
{
    private const int RecordAddress = 0x200;
    private const int PayloadAddress = 0x400;
    private const int TableAddress = 0x1_1000;
    private const int Utf8Area = 0x2_0000;
    private const int Utf16Area = 0x4_0000;
    private const int Capacity = 0x1_0000;
    private const int AreaHeader = 8;
    private const int LengthMask = int.MaxValue;

    // Where the fields of a Product stand (docs/abi.md, Values in memory); so they do in a component.
    private const int Name = 4;
    private const int Stock = 16;
    private const int Price = 24;
    private const int Code = 32;
    private const int Pages = 8;
    private const int Pair = 8;

    /// <summary>What a component was given before is not used any more.</summary>
    private static readonly string Free = $"(global.set $next (i32.const {Utf8Area}))";

    private const string AddCall = "(local.set $sum (i32.add (local.get $sum) (call $add (local.get $count) (local.get $length))))";

    /// <summary>A module for hosts of core modules, which follows docs/abi.md.</summary>
    public static string Module(Payload payload) =>
        $"""
        (module
          (import "host" "nothing" (func $nothing))
          (import "host" "add" (func $add (param i32 i32) (result i32)))
          (import "host" "view" (func $view (param i32 i32)))
          (import "host" "log" (func $log (param i32 i32)))
          (import "host" "bytes" (func $bytes (param i32) (result i32)))
          (import "host" "text" (func $text (param i32) (result i32)))
          (import "host" "save" (func $save (param i32)))
          (import "host" "load" (func $load (param i32) (result i32)))
          (import "host" "save_all" (func $save_all (param i32 i32)))
          (import "host" "load_all" (func $load_all (param i32) (result i32)))
          (import "host" "fail" (func $fail (param i32) (result i32)))
          (import "host" "open_counter" (func $open (result i32)))
          (import "host" "counter_add" (func $counter_add (param i32 i32) (result i32)))
          (import "host" "counter_free" (func $counter_free (param i32)))
          (memory (export "memory") {Pages})
          {Data(PayloadAddress, payload.Bytes)}
          {Data(RecordAddress, Record(payload, payload.TaggedLength))}
          {Data(TableAddress, Names(payload, payload.TaggedLength))}
          {Data(Utf8Area, Header(encoding: 0))}
          {Data(Utf16Area, Header(encoding: 1))}
          {Loop("nothing", "(call $nothing)")}
          {Loop("add", AddCall)}
          {Loop("view", $"(call $view (i32.const {PayloadAddress}) (local.get $length))")}
          {Loop("log", $"(call $log (i32.const {PayloadAddress}) (local.get $length))")}
          {Loop("bytes", Result("bytes", Utf8Area))}
          {Loop("textUtf8", Result("text", Utf8Area))}
          {Loop("textUtf16", Result("text", Utf16Area, backFromEnd: 2))}
          {Loop("save", $"(call $save (i32.const {RecordAddress}))")}
          {Loop("load", $"(drop (call $load (i32.const {Area(payload)}))) {AddEnd(Area(payload) + AreaHeader, Name, payload)} {AddEnd(Area(payload) + AreaHeader, Code, payload)}")}
          {Loop("saveAll", $"(call $save_all (i32.const {TableAddress}) (i32.const {payload.Names.Length}))")}
          {Loop("loadAll", $"(drop (call $load_all (i32.const {Area(payload)}))) {AddLast(Area(payload) + AreaHeader, payload)}")}
          {Loop("fail", "(local.set $sum (i32.add (local.get $sum) (call $fail (local.get $count))))")}
          {Loop(
              "counter",
              "(local.set $sum (i32.add (local.get $sum) (call $counter_add (local.get $taken) (local.get $length))))",
              before: "(local.set $taken (call $open))",
              after: "(call $counter_free (local.get $taken))")})
        """;

    /// <summary>A component with the same loops, whose payload has the encoding that its imports are lowered with.</summary>
    public static string Component(Payload payload)
    {
        string options =
            $"""(memory (core memory $libc "memory")) (realloc (core func $libc "realloc")) string-encoding={(payload.IsUtf16 ? "utf16" : "utf8")}""";
        string[] lowered = ["nothing", "add", "view", "log", "bytes", "text", "save", "load", "save-all", "load-all"];
        string[] loops = ["nothing", "add", "view", "log", "bytes", "textUtf8", "textUtf16", "save", "load", "saveAll", "loadAll"];
        return $"""
            (component
              (import "host" (instance $host
                (export "nothing" (func))
                (export "add" (func (param "left" s32) (param "right" s32) (result s32)))
                (export "view" (func (param "bytes" (list u8))))
                (export "log" (func (param "message" string)))
                (export "bytes" (func (result (list u8))))
                (export "text" (func (result string)))
                (type $fields (record (field "id" s32) (field "name" string) (field "stock" s64) (field "price" f64) (field "code" string)))
                (export "product" (type $product (eq $fields)))
                (export "save" (func (param "product" $product)))
                (export "load" (func (result $product)))
                (export "save-all" (func (param "names" (list string))))
                (export "load-all" (func (result (list string))))))
              (core module $libc
                (memory (export "memory") {Pages})
                {Data(PayloadAddress, payload.Bytes)}
                {Data(RecordAddress, Record(payload, payload.Units))}
                {Data(TableAddress, Names(payload, payload.Units))}
                (global $next (export "next") (mut i32) (i32.const {Utf8Area}))
                (func (export "realloc") (param $old i32) (param $oldSize i32) (param $align i32) (param $size i32) (result i32) (local $at i32)
                  (if (i32.le_u (local.get $size) (local.get $oldSize)) (then (return (local.get $old))))
                  (local.set $at (global.get $next))
                  (global.set $next (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7)) (i32.const -8)))
                  (memory.copy (local.get $at) (local.get $old) (local.get $oldSize))
                  (local.get $at)))
              (core instance $libc (instantiate $libc))
              {Lines(lowered, name => $"""(core func ${name} (canon lower (func $host "{name}") {options}))""")}
              (core module $loops
                (import "libc" "memory" (memory {Pages}))
                (import "libc" "next" (global $next (mut i32)))
                (import "host" "nothing" (func $nothing))
                (import "host" "add" (func $add (param i32 i32) (result i32)))
                (import "host" "view" (func $view (param i32 i32)))
                (import "host" "log" (func $log (param i32 i32)))
                (import "host" "bytes" (func $bytes (param i32)))
                (import "host" "text" (func $text (param i32)))
                (import "host" "save" (func $save (param i32 i32 i32 i64 f64 i32 i32)))
                (import "host" "load" (func $load (param i32)))
                (import "host" "save-all" (func $save_all (param i32 i32)))
                (import "host" "load-all" (func $load_all (param i32)))
                {Loop("nothing", "(call $nothing)")}
                {Loop("add", AddCall)}
                {Loop("view", $"(call $view (i32.const {PayloadAddress}) (local.get $length))")}
                {Loop("log", $"(call $log (i32.const {PayloadAddress}) (local.get $length))")}
                {Loop("bytes", ReturnedList("bytes", unit: 1))}
                {Loop("textUtf8", ReturnedList("text", unit: 1))}
                {Loop("textUtf16", ReturnedList("text", unit: 2))}
                {Loop("save", $"(call $save {Load("i32", 0)} {Load("i32", Name)} {Load("i32", Name + 4)} {Load("i64", Stock)} {Load("f64", Price)} {Load("i32", Code)} {Load("i32", Code + 4)})")}
                {Loop("load", $"{Free} (call $load (i32.const 0)) {AddReturnedEnd($"(i32.const {Name})", payload)} {AddReturnedEnd($"(i32.const {Code})", payload)}")}
                {Loop("saveAll", $"(call $save_all (i32.const {TableAddress}) (i32.const {payload.Names.Length}))")}
                {Loop("loadAll", $"{Free} (call $load_all (i32.const 0)) {AddReturnedEnd($"(i32.add (i32.load (i32.const 0)) (i32.const {Pair * (payload.Names.Length - 1)}))", payload)}")})
              (core instance $loops (instantiate $loops
                (with "libc" (instance $libc))
                (with "host" (instance {Lines(lowered, name => $"""(export "{name}" (func ${name}))""")}))))
              {Lines(loops, name => $"""(func (export "{Kebab(name)}") (param "count" s32) (param "length" s32) (result s32) (canon lift (core func $loops "{name}")))""")})
            """;
    }

    /// <summary>A plug-in for Extism: what crosses is copied through blocks of its kernel, as its development kits do.</summary>
    public static string ExtismPlugIn(Payload payload) =>
        $"""
        (module
          (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
          (import "extism:host/env" "free" (func $free (param i64)))
          (import "extism:host/env" "length" (func $blockLength (param i64) (result i64)))
          (import "extism:host/env" "load_u8" (func $load8 (param i64) (result i32)))
          (import "extism:host/env" "load_u64" (func $load64 (param i64) (result i64)))
          (import "extism:host/env" "store_u8" (func $store8 (param i64 i32)))
          (import "extism:host/env" "store_u64" (func $store64 (param i64 i64)))
          (import "extism:host/env" "input_load_u64" (func $input (param i64) (result i64)))
          (import "extism:host/env" "output_set" (func $output (param i64 i64)))
          (import "extism:host/user" "nothing" (func $nothing))
          (import "extism:host/user" "add" (func $add (param i32 i32) (result i32)))
          (import "extism:host/user" "view" (func $view (param i64)))
          (import "extism:host/user" "log" (func $log (param i64)))
          (import "extism:host/user" "bytes" (func $bytes (result i64)))
          (import "extism:host/user" "text" (func $text (result i64)))
          (memory (export "memory") {Pages})
          {Data(PayloadAddress, payload.Bytes)}
          (func $lower (param $length i32) (result i64) (local $block i64) (local $at i32)
            (local.set $block (call $alloc (i64.extend_i32_u (local.get $length))))
            (block $done (loop $again
              (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $length)))
              (call $store64 (i64.add (local.get $block) (i64.extend_i32_u (local.get $at))) (i64.load offset={PayloadAddress} (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 8)))
              (br $again)))
            (block $done (loop $again
              (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
              (call $store8 (i64.add (local.get $block) (i64.extend_i32_u (local.get $at))) (i32.load8_u offset={PayloadAddress} (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (br $again)))
            (local.get $block))
          (func $lift (param $block i64) (result i32) (local $at i32) (local $length i32)
            (local.set $length (i32.wrap_i64 (call $blockLength (local.get $block))))
            (block $done (loop $again
              (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $length)))
              (i64.store offset={Utf8Area} (local.get $at) (call $load64 (i64.add (local.get $block) (i64.extend_i32_u (local.get $at)))))
              (local.set $at (i32.add (local.get $at) (i32.const 8)))
              (br $again)))
            (block $done (loop $again
              (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
              (i32.store8 offset={Utf8Area} (local.get $at) (call $load8 (i64.add (local.get $block) (i64.extend_i32_u (local.get $at)))))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (br $again)))
            (call $free (local.get $block))
            (i32.load8_u (i32.add (i32.const {Utf8Area - 1}) (local.get $length))))
          {Lines(["view", "log"], name => $"(func $pass_{name} (param $length i32) (local $block i64) (local.set $block (call $lower (local.get $length))) (call ${name} (local.get $block)) (call $free (local.get $block)))")}
          {PlugInLoop("nothing", "(call $nothing)")}
          {PlugInLoop("add", AddCall)}
          {PlugInLoop("view", "(call $pass_view (local.get $length))")}
          {PlugInLoop("log", "(call $pass_log (local.get $length))")}
          {PlugInLoop("bytes", "(local.set $sum (i32.add (local.get $sum) (call $lift (call $bytes))))")}
          {PlugInLoop("textUtf8", "(local.set $sum (i32.add (local.get $sum) (call $lift (call $text))))")})
        """;

    /// <summary>The name of an export in a component.</summary>
    public static string Kebab(string export) =>
        export.Replace("Utf", "-utf", StringComparison.Ordinal).Replace("All", "-all", StringComparison.Ordinal);

    private static string Loop(string export, string call, string before = "", string after = "") =>
        $"""
        (func (export "{export}") (param $count i32) (param $length i32) (result i32) (local $sum i32) (local $taken i32)
            {before}
            (loop $again
              {call}
              (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
            {after}
            (local.get $sum))
        """;

    /// <summary>Extism's exports take their input, the count and the length, from its kernel, and leave their output there.</summary>
    private static string PlugInLoop(string export, string call) =>
        $"""
        {Loop($"{export}Loop", call).Replace("(func (export", $"(func ${export}Loop (export", StringComparison.Ordinal)}
          (func (export "{export}") (result i32) (local $input i64) (local $block i64)
            (local.set $input (call $input (i64.const 0)))
            (local.set $block (call $alloc (i64.const 8)))
            (call $store64 (local.get $block) (i64.extend_i32_u (call ${export}Loop (i32.wrap_i64 (local.get $input)) (i32.wrap_i64 (i64.shr_u (local.get $input) (i64.const 32))))))
            (call $output (local.get $block) (i64.const 8))
            (i32.const 0))
        """;

    private static string Result(string import, int area, int backFromEnd = 1) =>
        $"""
        (local.set $taken (call ${import} (i32.const {area})))
              (local.set $sum (i32.add (local.get $sum) (i32.load8_u (i32.add (i32.const {area + AreaHeader - backFromEnd}) (local.get $taken)))))
        """;

    private static string ReturnedList(string import, int unit) =>
        $"""
        {Free} (call ${import} (i32.const 0))
                  (local.set $sum (i32.add (local.get $sum) (i32.load8_u (i32.add (i32.load (i32.const 0))
                    (i32.mul (i32.const {unit}) (i32.sub (i32.load (i32.const 4)) (i32.const 1)))))))
        """;

    /// <summary>Adds the last character of a text in a block, whose pointers count from where the block stands.</summary>
    private static string AddEnd(int block, int field, Payload payload) =>
        $"""
        (local.set $sum (i32.add (local.get $sum) (i32.load8_u (i32.add (i32.const {block - payload.Unit})
                (i32.add (i32.load (i32.const {block + field})) (i32.and (i32.load (i32.const {block + field + 4})) (i32.const {LengthMask})))))))
        """;

    /// <summary>The same of the last text in a list, whose table follows what points to it.</summary>
    private static string AddLast(int block, Payload payload) => AddEnd(block, Pair * payload.Names.Length, payload);

    /// <summary>Adds the last character of a text that a component got.</summary>
    private static string AddReturnedEnd(string field, Payload payload) =>
        $"""
        (local.set $sum (i32.add (local.get $sum) (i32.load8_u (i32.add (i32.load {field})
                    (i32.mul (i32.const {payload.Unit}) (i32.sub (i32.load offset=4 {field}) (i32.const 1)))))))
        """;

    private static string Load(string type, int field) => $"({type}.load (i32.const {RecordAddress + field}))";

    private static int Area(Payload payload) => payload.IsUtf16 ? Utf16Area : Utf8Area;

    private static byte[] Record(Payload payload, int length) =>
    [
        .. BitConverter.GetBytes(payload.Product.Id),
        .. Text(length),
        .. BitConverter.GetBytes(0),
        .. BitConverter.GetBytes(payload.Product.Stock),
        .. BitConverter.GetBytes(payload.Product.Price),
        .. Text(length),
    ];

    private static byte[] Names(Payload payload, int length) => [.. payload.Names.SelectMany(_ => Text(length))];

    private static byte[] Text(int length) => [.. BitConverter.GetBytes(PayloadAddress), .. BitConverter.GetBytes(length)];

    private static byte[] Header(int encoding) => [.. BitConverter.GetBytes(Capacity), .. BitConverter.GetBytes(encoding)];

    private static string Data(int address, byte[] bytes)
    {
        StringBuilder text = new(bytes.Length * 3);
        foreach (byte value in bytes)
        {
            text.Append('\\').Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        return $"(data (i32.const {address}) \"{text}\")";
    }

    private static string Lines(string[] names, Func<string, string> line) => string.Join("\n  ", names.Select(line));
}
