// Calls imports through AssemblyScript's own bindings (asc --bindings raw).
import {
  Product,
  bytes,
  lastByte,
  names,
  product,
  text as message,
} from "../payload";

export { prepare } from "../payload";


@external("host", "add")
declare function hostAdd(left: i32, right: i32): i32;


@external("host", "view")
declare function hostView(bytes: Uint8Array): void;


@external("host", "log")
declare function hostLog(message: string): void;


@external("host", "text")
declare function hostText(): string;


@external("host", "save")
declare function hostSave(product: Product): void;


@external("host", "load")
declare function hostLoad(): Product;


@external("host", "saveAll")
declare function hostSaveAll(names: Array<string>): void;


@external("host", "loadAll")
declare function hostLoadAll(): Array<string>;

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

export function save(count: i32): i32 {
  for (let i = 0; i < count; i++) hostSave(product);
  return 0;
}

function loadOne(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const loaded = hostLoad();
    sum += lastByte(loaded.name) + lastByte(loaded.code);
  }
  return sum;
}

// Not under its own name, which is that of an instruction.
export { loadOne as load };

export function saveAll(count: i32): i32 {
  for (let i = 0; i < count; i++) hostSaveAll(names);
  return 0;
}

export function loadAll(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const loaded = hostLoadAll();
    sum += lastByte(loaded[loaded.length - 1]);
  }
  return sum;
}
