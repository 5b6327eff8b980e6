// A guest that keeps values, and logs what it is told.

import { Box, KeyValueError, KeyValueWrite, keyValue, log } from "./host";

const HOUR: i64 = 3_600_000_000_000;

function bytes(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

function textOf(value: Uint8Array): string {
  return String.UTF8.decodeUnsafe(value.dataStart, value.length);
}

function failure(error: KeyValueError, message: string): string {
  return "error " + (<i32>error).toString() + ": " + message;
}

function show(what: string, holds: bool): void {
  log.write(what + ": " + (holds ? "yes" : "no"));
}

/** Uses what the recipe names. */
export function recipe(): void {
  const before = keyValue.get("greeting");
  log.write(before == null ? "null" : textOf(before));
  keyValue.set("greeting", bytes("hello"));
  keyValue.set("empty", new Uint8Array(0));
  log.write(textOf(keyValue.get("greeting")!));
  log.write(keyValue.get("empty")!.length.toString());
}

/** Adds a name to a list that other instances change, too. */
function join(name: string): void {
  for (;;) {
    const found = keyValue.find("names").value;
    const names = found == null ? name : textOf(found.value) + "," + name;
    const version = found == null ? 0 : found.version;
    const put = keyValue.put(
      "names",
      bytes(names),
      null,
      new Box<u64>(version),
    );
    if (put.isOk) return;
    if (put.error != KeyValueError.VersionMismatch)
      throw new Error(put.message);
  }
}

export function entries(): void {
  const first = keyValue.put("k", bytes("v"), new Box<i64>(HOUR), null).value;
  const entry = keyValue.find("k").value!;
  show("version", entry.version == first);
  show("value", textOf(entry.value) == "v");
  show("time", entry.timeToLive!.value > 0 && entry.timeToLive!.value <= HOUR);
  show("none", keyValue.find("none").value == null);
  show("exists", keyValue.exists("k").value);
  show("none exists", keyValue.exists("none").value);
  show("deleted", keyValue.delete_("k", new Box<u64>(first)).value);
  show("deleted again", keyValue.delete_("k", null).value);
  keyValue.set("a", bytes("A"));
  const found = keyValue.findMany(["a", "none", "a"]).value;
  show("found", found.length == 3 && found[1] == null);
  log.write(textOf(found[0]!.value) + textOf(found[2]!.value));
  join("one");
  join("two");
  log.write(textOf(keyValue.get("names")!));
}

/** Takes one of the ten that a user has in an hour. */
function takeOne(user: string): bool {
  const used = keyValue.increment("used/" + user, 1, new Box<i64>(HOUR));
  return used.isOk && used.value <= 10;
}

export function count(): void {
  let taken = 0;
  for (let i = 0; i < 12; i++) if (takeOne("ann")) taken++;
  log.write(taken.toString());
  log.write(keyValue.increment("used/ann", -20, null).value.toString());
  log.write(textOf(keyValue.get("used/ann")!));
}

export function list(): void {
  for (let i = 0; i < 7; i++) {
    keyValue.set("order/" + i.toString(), bytes("v"));
  }
  keyValue.set("other", bytes("v"));
  let after: string | null = null;
  do {
    const page = keyValue.list("order/", after, 3).value;
    log.write(page.keys.join(" "));
    after = page.next;
  } while (after != null);
}

export function batch(): void {
  keyValue.set("a", bytes("10"));
  keyValue.set("b", bytes("0"));
  keyValue.set("old", bytes("v"));
  const moved = keyValue.apply([
    new KeyValueWrite.Require("frozen", 0),
    new KeyValueWrite.Increment("a", -3, null),
    new KeyValueWrite.Increment("b", 3, null),
    new KeyValueWrite.Delete("old", null),
    new KeyValueWrite.Put("last", bytes("3"), null, new Box<u64>(0)),
  ]).value;
  log.write(moved[1].number.toString() + " " + moved[2].number.toString());
  show("put", moved[4].version == keyValue.find("last").value!.version);
  const again = keyValue.apply([
    new KeyValueWrite.Increment("a", -3, null),
    new KeyValueWrite.Put("last", bytes("3"), null, new Box<u64>(0)),
  ]);
  log.write(failure(again.error, again.message));
  log.write(textOf(keyValue.get("a")!));
}

function tell(key: string, size: i32, time: Box<i64> | null): void {
  const put = keyValue.put(key, new Uint8Array(size), time, null);
  log.write(put.isOk ? "ok" : failure(put.error, put.message));
}

/** Is told why: the host grants 2 keys, 100 bytes, and values of 50. */
export function errors(): void {
  tell("", 1, null);
  tell("line\nbreak", 1, null);
  tell("k", 1, new Box<i64>(0));
  tell("k", 51, null);
  tell("k", 50, null);
  tell("l", 50, null);
  keyValue.set("n", bytes("x"));
  const counted = keyValue.increment("n", 1, null);
  log.write(failure(counted.error, counted.message));
  keyValue.set("n", bytes("9223372036854775807"));
  const over = keyValue.increment("n", 1, null);
  log.write(failure(over.error, over.message));
  const page = keyValue.list("", null, 0);
  log.write(failure(page.error, page.message));
}

export function setTooMuch(): void {
  keyValue.set("k", new Uint8Array(51));
}

export function describe(): void {
  const promise = keyValue.describe();
  log.write((<i32>promise.consistency).toString());
  show("survives exit", promise.survivesExit);
  show("survives power loss", promise.survivesPowerLoss);
  show("shared", promise.isShared);
  log.write(promise.lossWindow.toString());
  show("flushed", keyValue.flush().isOk);
}
