import { greeting } from "./greeting";

export function test_a_greeting_has_the_name(): void {
  assert(greeting("Ada") == "Hello, Ada!", greeting("Ada"));
}
