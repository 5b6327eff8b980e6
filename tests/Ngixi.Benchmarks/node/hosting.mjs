// Calls a plug-in with a text of 256 bytes for a while: node hosting.mjs <own|extism> <module> <milliseconds>. Prints the calls
// in a second, and the median and the 99th percentile of their microseconds.
import { readFile } from "node:fs/promises";

const AREA = 0x400;
const BLOCK = AREA + 8;
const TEXT = "x".repeat(256);

async function own(file) {
  const module = await WebAssembly.compile(await readFile(file));
  const { exports } = await WebAssembly.instantiate(module, {});
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return async () => {
    const memory = exports.memory.buffer;
    const { written } = encoder.encodeInto(
      TEXT,
      new Uint8Array(memory, BLOCK + 8),
    );
    const block = new DataView(memory);
    block.setUint32(BLOCK, 8, true);
    block.setUint32(BLOCK + 4, written, true);
    const result = exports.echo(8 + written);
    const length = Number(result & 0xffffffffn);
    return decoder.decode(
      new Uint8Array(memory, Number(result >> 32n), length),
    );
  };
}

async function extism(file) {
  const { default: createPlugin } = await import("@extism/extism");
  const plugin = await createPlugin(file, {});
  let calls = 0;
  return async () => {
    // Its kernel runs out of memory otherwise.
    if (++calls % 200 == 0) await plugin.reset();
    return (await plugin.call("echo", TEXT)).text();
  };
}

const [kind, file, milliseconds] = process.argv.slice(2);
const call = await (kind == "own" ? own : extism)(file);
if ((await call()) != TEXT) throw new Error(`${kind} returns another text.`);
for (const end = performance.now() + 300; performance.now() < end;)
  await call();

const taken = [];
const begin = performance.now();
let now = begin;
while (now < begin + Number(milliseconds)) {
  await call();
  const next = performance.now();
  taken.push(next - now);
  now = next;
}
taken.sort((one, other) => one - other);
const at = (share) => taken[Math.floor(share * (taken.length - 1))] * 1000;
console.log(`${(taken.length / (now - begin)) * 1000} ${at(0.5)} ${at(0.99)}`);
