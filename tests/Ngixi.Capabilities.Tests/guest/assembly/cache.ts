// A guest that remembers what it made, although its instances come and go.

import { Box, cache, log } from "./host";

const MINUTE: i64 = 60_000_000_000;

/** Makes what is costly to make, once for all instances. */
function square(number: i32): string {
  const key = "square/" + number.toString();
  const kept = cache.get(key);
  if (kept != null) {
    return "kept " + String.UTF8.decodeUnsafe(kept.dataStart, kept.length);
  }
  const made = (number * number).toString();
  const bytes = Uint8Array.wrap(String.UTF8.encode(made));
  cache.put(key, bytes, new Box<i64>(MINUTE));
  return "made " + made;
}

export function ask(number: i32): void {
  log.write(square(number));
}

export function forget(number: i32): void {
  cache.delete_("square/" + number.toString());
}

export function forgetAll(): void {
  cache.clear();
}

/** Puts more than any host keeps. */
export function flood(count: i32): void {
  for (let i = 0; i < count; i++) {
    cache.put(i.toString(), new Uint8Array(1024), null);
  }
  cache.put("large", new Uint8Array(count * 1024), null);
  log.write(cache.get("large") == null ? "null" : "kept");
  log.write(cache.get((count - 1).toString()) == null ? "null" : "kept");
}
