// A guest that asks for the time and for random numbers.

import { clock, random } from "./host";

export function now(): i64 {
  return clock.now();
}

export function monotonic(): i64 {
  return clock.monotonic();
}

export function dateNow(): i64 {
  return Date.now();
}

export function mathRandom(): f64 {
  return Math.random();
}

const bytes = new Uint8Array(65537);

/** Fills the first bytes, and returns what FNV-1a makes of them. */
export function fill(length: i32): i32 {
  random.fill(bytes.subarray(0, length));
  let hash: u32 = 2166136261;
  for (let i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 16777619;
  return hash;
}
