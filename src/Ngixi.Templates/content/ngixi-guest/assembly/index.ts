import { greeting } from "./greeting";

/** What the host calls. */
export function run(): i32 {
  console.log(greeting("world"));
  return 0;
}
