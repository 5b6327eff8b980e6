// Calls imports through the stubs of Ngixi.Bindgen.
import { Product, host } from "./host";
import { bytes, lastByte, names, text as message } from "../payload";

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

export function save(count: i32): i32 {
  const product = new Product(7, message, 1_000_000, 2.5, message);
  for (let i = 0; i < count; i++) host.save(product);
  return 0;
}

function loadOne(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const loaded = host.load();
    sum += lastByte(loaded.name) + lastByte(loaded.code);
  }
  return sum;
}

// Not under its own name, which is that of an instruction.
export { loadOne as load };

export function saveAll(count: i32): i32 {
  for (let i = 0; i < count; i++) host.saveAll(names);
  return 0;
}

export function loadAll(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const loaded = host.loadAll();
    sum += lastByte(loaded[loaded.length - 1]);
  }
  return sum;
}
