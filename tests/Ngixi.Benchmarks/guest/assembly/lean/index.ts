// Calls imports with as little as a guest by hand can do: a string goes as it lies in memory.
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
declare function hostView(pointer: usize, length: i32): void;


@external("host", "log")
declare function hostLog(pointer: usize, length: i32): void;


@external("host", "new_text")
declare function hostText(): string;


@external("host", "save")
declare function hostSave(record: usize): void;


@external("host", "load")
declare function hostLoad(area: usize): i32;


@external("host", "save_all")
declare function hostSaveAll(table: usize, length: i32): void;


@external("host", "load_all")
declare function hostLoadAll(area: usize): i32;

const CAPACITY = 8192;
const AREA = memory.data(8 + CAPACITY, 8);
const BLOCK = AREA + 8;
const RECORD = memory.data(40, 8);
const TABLE = memory.data(800, 8);

store<u32>(AREA, CAPACITY);
store<u32>(AREA, 1, 4);

function saveProduct(): void {
  store<i32>(RECORD, product.id);
  store<usize>(RECORD, changetype<usize>(product.name), 4);
  store<i32>(RECORD, product.name.length << 1, 8);
  store<i64>(RECORD, product.stock, 16);
  store<f64>(RECORD, product.price, 24);
  store<usize>(RECORD, changetype<usize>(product.code), 32);
  store<i32>(RECORD, product.code.length << 1, 36);
  hostSave(RECORD);
}

function saveNames(): void {
  for (let i = 0; i < names.length; i++) {
    store<usize>(TABLE + ((<usize>i) << 3), changetype<usize>(names[i]));
    store<i32>(TABLE + ((<usize>i) << 3), names[i].length << 1, 4);
  }
  hostSaveAll(TABLE, names.length);
}

function loadProduct(): Product {
  hostLoad(AREA);
  const loaded = new Product();
  loaded.id = load<i32>(BLOCK);
  loaded.name = textAt(BLOCK + 4);
  loaded.stock = load<i64>(BLOCK, 16);
  loaded.price = load<f64>(BLOCK, 24);
  loaded.code = textAt(BLOCK + 32);
  return loaded;
}

function loadNames(): Array<string> {
  hostLoadAll(AREA);
  const table = BLOCK + load<u32>(BLOCK);
  const loaded = new Array<string>(load<i32>(BLOCK, 4));
  for (let i = 0; i < loaded.length; i++)
    loaded[i] = textAt(table + ((<usize>i) << 3));
  return loaded;
}

function textAt(pair: usize): string {
  return String.UTF16.decodeUnsafe(BLOCK + load<u32>(pair), load<i32>(pair, 4));
}

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

export function save(count: i32): i32 {
  for (let i = 0; i < count; i++) saveProduct();
  return 0;
}

function loadOne(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const loaded = loadProduct();
    sum += lastByte(loaded.name) + lastByte(loaded.code);
  }
  return sum;
}

// Not under its own name, which is that of an instruction.
export { loadOne as load };

export function saveAll(count: i32): i32 {
  for (let i = 0; i < count; i++) saveNames();
  return 0;
}

export function loadAll(count: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const loaded = loadNames();
    sum += lastByte(loaded[loaded.length - 1]);
  }
  return sum;
}
