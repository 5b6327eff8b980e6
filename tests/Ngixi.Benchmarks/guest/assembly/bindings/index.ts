// Calls imports through AssemblyScript's own bindings (asc --bindings raw).
import { bytes, lastByte, text as message } from "../payload";

export { prepare } from "../payload";


@external("host", "add")
declare function hostAdd(left: i32, right: i32): i32;


@external("host", "view")
declare function hostView(bytes: Uint8Array): void;


@external("host", "log")
declare function hostLog(message: string): void;


@external("host", "text")
declare function hostText(): string;

export function add(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += hostAdd(i, count);
  return sum;
}

export function view(count: i32): i32 {
  for (let i = 0; i < count; i++) hostView(bytes);
  return 0;
}

export function log(count: i32): i32 {
  for (let i = 0; i < count; i++) hostLog(message);
  return 0;
}

export function text(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += lastByte(hostText());
  return sum;
}
