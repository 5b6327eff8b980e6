// Each export is one test; a failed assert aborts with its line.

import {
  Access,
  Bits,
  Failure,
  File,
  Level,
  Outcome,
  Wide,
  errors as may,
  files,
  formatGuid,
  jobs,
  parseGuid,
  types,
} from "./host";

export function scalars(): void {
  assert(types.boolean(true));
  assert(!types.boolean(false));
  assert(types.sByte(i8.MIN_VALUE) == i8.MIN_VALUE);
  assert(types.byte(u8.MAX_VALUE) == u8.MAX_VALUE);
  assert(types.int16(i16.MIN_VALUE) == i16.MIN_VALUE);
  assert(types.uInt16(u16.MAX_VALUE) == u16.MAX_VALUE);
  assert(types.char(0xd800) == 0xd800);
  assert(types.int32(i32.MIN_VALUE) == i32.MIN_VALUE);
  assert(types.uInt32(u32.MAX_VALUE) == u32.MAX_VALUE);
  assert(types.int64(i64.MIN_VALUE) == i64.MIN_VALUE);
  assert(types.uInt64(u64.MAX_VALUE) == u64.MAX_VALUE);
  assert(types.single(f32.MIN_VALUE) == f32.MIN_VALUE);
  assert(
    reinterpret<u32>(types.single(reinterpret<f32>(0x7fc00001))) == 0x7fc00001,
  );
  assert(types.double(f64.MAX_VALUE) == f64.MAX_VALUE);
  assert(reinterpret<u64>(types.double(-0.0)) == 0x8000000000000000);
  assert(types.level(Level.High) == Level.High);
  assert(
    types.access(Access.Read | Access.Write) == (Access.Read | Access.Write),
  );
}

export function wider(): void {
  assert(types.wide(Wide.Least) == Wide.Least);
  assert(types.wide(Wide.Most) == Wide.Most);
  assert(types.bits(Bits.Low | Bits.High) == (Bits.Low | Bits.High));
  assert(types.instant(1_700_000_000_123_456_700) == 1_700_000_000_123_456_700);
  assert(types.duration(-100) == -100);
  const guid = new Uint8Array(16);
  for (let i = 0; i < 16; i++) guid[i] = <u8>(i * 17);
  assertSame(types.guid(guid), guid);
  assert(types.defaults() == "7 text High 0.5");
  assert(types.defaults(1, "other", Level.Low) == "1 other Low 0.5");
}

export function guidText(): void {
  const guid = new Uint8Array(16);
  for (let i = 0; i < 16; i++) guid[i] = <u8>(i * 17);
  const text = "00112233-4455-6677-8899-aabbccddeeff";
  assert(formatGuid(guid) == text);
  assertSame(parseGuid(text), guid);
  assertSame(parseGuid(text.toUpperCase()), guid);
  assertSame(types.guid(parseGuid(text)), guid);
  for (let i = 0; i < 500; i++) {
    for (let j = 0; j < 16; j++) guid[j] = <u8>(i * 31 + j * (i + 7));
    assertSame(parseGuid(formatGuid(guid)), guid);
  }
}

export function guidTooShort(): void {
  parseGuid("00112233-4455-6677-8899-aabbccddeef");
}

export function guidWithoutGroups(): void {
  parseGuid("00112233445566778899aabbccddeeff0000");
}

export function guidOfOtherDigits(): void {
  parseGuid("00112233-4455-6677-8899-aabbccddeefg");
}

export function guidOfOtherScript(): void {
  parseGuid("00112233-4455-6677-8899-aabbccddee\u0661f");
}

export function shortGuid(): void {
  types.guid(new Uint8Array(15));
}

export function text(): void {
  const samples = [
    "",
    "a",
    "hällo wörld",
    "a\0b",
    "\uD800 alone",
    "😀",
    "x".repeat(511),
    "x".repeat(512),
    "x".repeat(513),
  ];
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i];
    assert(types.text(sample) == sample);
    assert(types.chars(sample) == sample);
    const same = types.nullableText(sample);
    assert(same !== null && same == sample);
  }
  assert(types.nullableText(null) === null);
}

export function largeText(): void {
  const sample = "0123456789".repeat(10_000);
  assert(types.text(sample) == sample);
}

export function bytes(): void {
  const sizes = [0, 1, 1023, 1024, 1025, 70_000];
  for (let i = 0; i < sizes.length; i++) {
    const value = new Uint8Array(sizes[i]);
    for (let j = 0; j < value.length; j++) value[j] = <u8>(j * 7);
    assertSame(types.bytes(value), value);
    assertSame(types.memoryBytes(value), value);
    const same = types.nullableBytes(value);
    assert(same !== null);
    assertSame(same!, value);
  }
  assert(types.nullableBytes(null) === null);
  assertSame(
    types.bytes(Uint8Array.wrap(new ArrayBuffer(16), 4, 8)),
    new Uint8Array(8),
  );
}

export function largeBytes(): void {
  const value = new Uint8Array(16 * 1024 * 1024);
  for (let j = 0; j < value.length; j += 4093) value[j] = <u8>j;
  assertSame(types.bytes(value), value);
}

function assertSame(actual: Uint8Array, expected: Uint8Array): void {
  assert(actual.length == expected.length);
  assert(
    memory.compare(actual.dataStart, expected.dataStart, actual.length) == 0,
  );
}

export function numbers(): void {
  const counts = [0, 1, 127, 128, 129, 1000];
  for (let c = 0; c < counts.length; c++) {
    const count = counts[c];
    const a = new Int8Array(count);
    const b = new Int16Array(count);
    const d = new Uint16Array(count);
    const e = new Int32Array(count);
    const f = new Uint32Array(count);
    const g = new Int64Array(count);
    const h = new Uint64Array(count);
    const k = new Float32Array(count);
    const l = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      a[i] = <i8>-i;
      b[i] = <i16>(-i * 31);
      d[i] = <u16>(i * 31);
      e[i] = -i * 65537;
      f[i] = <u32>(i * 65537);
      g[i] = (<i64>-i) << 33;
      h[i] = (<u64>i) << 33;
      k[i] = <f32>i / 3;
      l[i] = <f64>i / 3;
    }
    assertArray<Int8Array>(types.sBytes(a), a);
    assertArray<Int16Array>(types.int16s(b), b);
    assertArray<Uint16Array>(types.uInt16s(d), d);
    assertArray<Int32Array>(types.int32s(e), e);
    const same = types.uInt32s(f);
    assert(same !== null);
    assertArray<Uint32Array>(same!, f);
    assertArray<Int64Array>(types.int64s(g), g);
    assertArray<Uint64Array>(types.uInt64s(h), h);
    assertArray<Float32Array>(types.singles(k), k);
    assertArray<Float64Array>(types.doubles(l), l);
  }
  assert(types.uInt32s(null) === null);
}

function assertArray<T extends ArrayBufferView>(actual: T, expected: T): void {
  assert(actual.byteLength == expected.byteLength);
  assert(
    memory.compare(actual.dataStart, expected.dataStart, actual.byteLength) ==
      0,
  );
}

export function buffer(): void {
  const value = new Uint8Array(10);
  assert(types.fill(value.subarray(2, 8)) == 6);
  assert(value[1] == 0 && value[2] == 1 && value[7] == 6 && value[8] == 0);
}

export function resources(): void {
  assert(files.open("missing") === null);
  const first = files.create("first");
  const second = files.open("second");
  assert(second !== null);
  assert(first.path() == "first");
  assert(files.join(first, second) == "first+second");
  assert(files.join(first, null) == "first+nothing");
  const clone = first.clone();
  first.free();
  assert(first.handle == 0);
  assert(clone.path() == "first");
  clone.free();
  second!.free();
  const mark = files.mark();
  mark.end();
}

export function useAfterFree(): void {
  const file = files.create("gone");
  const same = new File(file.handle);
  file.free();
  same.path();
}

export function waiting(): void {
  jobs.run(1);
  assert(jobs.count("four") == 4);
  jobs.stop();
  assert(jobs.name(7) == "job 7");
}

/** Makes garbage around each call, so that the collector runs in the middle of things. */
export function garbage(): void {
  for (let i = 0; i < 2_000; i++) {
    const sample = "sample " + i.toString() + "x".repeat(i % 600);
    assert(
      types.text("sample " + i.toString() + "x".repeat(i % 600)) == sample,
    );
    const same = types.bytes(Uint8Array.wrap(String.UTF8.encode(sample)));
    assert(String.UTF8.decode(same.buffer) == sample);
  }
}

export function failingAssert(): void {
  assert(files.open("missing") !== null, "not good");
}

export function writeToConsole(): void {
  console.log("log");
  console.debug("debug");
  console.info("info");
  console.warn("warn \0 \uD800");
  console.error("error");
  console.assert(true, "true");
  console.assert(false, "false");
  trace("trace", 2, 1, 2.5);
  trace("plain");
  console.log();
}

export function now(): i64 {
  return Date.now();
}

export function elapsed(): f64 {
  return performance.now();
}

export function random(): f64 {
  return Math.random();
}

export function errors(): void {
  assert(may.nothing(-1).isOk);
  assertFull(may.nothing(5));
  assert(may.nothing(i32.MAX_VALUE - 1).error == Failure.Largest);
  assert(may.nothing(0).error == Failure.None);
  assert(may.boolean(-1).value);
  assertFull(may.boolean(5));
  assert(may.byte(-1).value == 255);
  assert(may.int32(-1).value == i32.MIN_VALUE);
  assert(may.int64(-1).value == i64.MIN_VALUE);
  assert(may.single(-1).value == 1.5);
  assert(may.level(-1).value == Level.High);
  assert(may.text(-1).value == "text");
  assertFull(may.text(5));
  const bytes = may.bytes(-1);
  assert(bytes.isOk && bytes.value === null);
  assertFull(may.bytes(5));
  const mark = may.mark(-1).value;
  assert(mark !== null);
  mark!.end();
  assertFull(may.mark(5));
  assert(may.wait(-1).value == 7);
  assertFull(may.wait(5));
}

function assertFull(outcome: Outcome<Failure>): void {
  assert(!outcome.isOk);
  assert(outcome.error == Failure.Full);
  assert(outcome.message == "it is full");
}

export function valueOfError(): void {
  may.int32(5).value;
}
