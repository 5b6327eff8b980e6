// Calls imports with as little as a guest by hand can do: a string goes as it lies in memory.
import { bytes, lastByte, text as message } from "../payload";

export { prepare } from "../payload";


@external("host", "add")
declare function hostAdd(left: i32, right: i32): i32;


@external("host", "view")
declare function hostView(pointer: usize, length: i32): void;


@external("host", "log")
declare function hostLog(pointer: usize, length: i32): void;


@external("host", "new_text")
declare function hostText(): string;

export function add(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += hostAdd(i, count);
  return sum;
}

export function view(count: i32): i32 {
  for (let i = 0; i < count; i++) hostView(bytes.dataStart, bytes.length);
  return 0;
}

export function log(count: i32): i32 {
  for (let i = 0; i < count; i++)
    hostLog(changetype<usize>(message), message.length << 1);
  return 0;
}

export function text(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += lastByte(hostText());
  return sum;
}
