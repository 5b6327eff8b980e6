import { Box, cache } from "./capabilities";
import { Primes } from "./host";

/** In nanoseconds. */
const HOUR: i64 = 3_600_000_000_000;

class CachedPrimes extends Primes {
  below(limit: i32): string {
    const key = "below/" + limit.toString();
    const kept = cache.get(key);
    if (kept != null) {
      return String.UTF8.decodeUnsafe(kept.dataStart, kept.length) + " (kept)";
    }
    const count = countBelow(limit).toString();
    cache.put(
      key,
      Uint8Array.wrap(String.UTF8.encode(count)),
      new Box<i64>(HOUR),
    );
    return count + " (counted)";
  }
}

function countBelow(limit: i32): i32 {
  const composite = new Uint8Array(limit);
  let count = 0;
  for (let i = 2; i < limit; i++) {
    if (composite[i]) continue;
    count++;
    for (let j = 2 * i; j < limit; j += i) composite[j] = 1;
  }
  return count;
}

export const primes = new CachedPrimes();
