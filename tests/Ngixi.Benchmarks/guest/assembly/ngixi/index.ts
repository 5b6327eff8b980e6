// Calls imports through the stubs of Ngixi.Bindgen.
import { host } from "./host";
import { bytes, lastByte, text as message } from "../payload";

export { prepare } from "../payload";

export function add(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += host.add(i, count);
  return sum;
}

export function view(count: i32): i32 {
  for (let i = 0; i < count; i++) host.view(bytes);
  return 0;
}

export function log(count: i32): i32 {
  for (let i = 0; i < count; i++) host.log(message);
  return 0;
}

export function text(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += lastByte(host.text());
  return sum;
}
