// A guest that measures its work.

import { metrics } from "./host";

export function work(): void {
  const labels = new Map<string, string>();
  labels.set("kind", "gift");
  metrics.add("orders", 2, labels);
  metrics.add("orders", 1, null);
  metrics.record("order.size", 12.5, labels);
}

export function labelFlood(sets: i32): void {
  for (let i = 0; i < sets; i++) {
    const labels = new Map<string, string>();
    labels.set("user", i.toString());
    metrics.add("users", 1, labels);
  }
}

export function nameFlood(names: i32): void {
  for (let i = 0; i < names; i++) metrics.add("name" + i.toString(), 1, null);
}
