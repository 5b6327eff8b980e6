import { keyValue } from "./host";
import { run } from "./index";

export function test_runs_without_a_server(): void {
  run();
}

export function test_remembers_the_greeting(): void {
  run();
  const greeting = keyValue.get("greeting");
  assert(greeting !== null, "it has no greeting");
  if (greeting !== null)
    assert(String.UTF8.decode(greeting.buffer) == "good morning");
}

export function test_begins_without_values(): void {
  assert(keyValue.get("greeting") === null, "another test left its greeting");
}
