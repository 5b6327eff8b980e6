// What the guests pass: the same text and bytes that the hosts know as their payload (Workloads/Payload.cs).

const MIXED = "aé漢😀";

export let text = "";
export let bytes = new Uint8Array(0);

export class Product {
  id: i32 = 7;
  name: string = "";
  stock: i64 = 1_000_000;
  price: f64 = 2.5;
  code: string = "";
}

export const product = new Product();
export const names = new Array<string>(100);

export function prepare(size: i32, isMixed: bool): void {
  text = "";
  while (isMixed && text.length + MIXED.length < size) text += MIXED;
  text = text.padEnd(size - 1, "x") + "z";
  bytes = new Uint8Array(size);
  bytes.fill(0x78);
  bytes[size - 1] = 0x7a;
  product.name = product.code = text;
  names.fill(text);
}

/** What is added up of each result, so that it is read. */
export function lastByte(text: string): i32 {
  return text.charCodeAt(text.length - 1) & 0xff;
}
