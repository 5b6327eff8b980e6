// A program as users of @assemblyscript/wasi-shim write it.
import { readFile, writeFile } from "./files";

console.log(`arguments: ${process.argv.join(", ")}`);
console.log(
  `NAME=${process.env.get("NAME")}, of ${process.env.size.toString()}`,
);
console.log(`now: ${Date.now().toString()}, ${process.time().toString()}`);

const input = new ArrayBuffer(64);
const count = process.stdin.read(input);
console.log(
  `input: ${String.UTF8.decodeUnsafe(changetype<usize>(input), count)}`,
);

const random = new Uint8Array(32);
crypto.getRandomValues(random);
let nonzero = 0;
for (let i = 0; i < random.length; i++) if (random[i] != 0) nonzero++;
console.assert(nonzero > 16 && Math.random() < 1, "no random numbers");
console.assert(performance.now() >= 0 && process.hrtime() >= 0, "no time");

const before = readFile("in.txt");
console.log(`read: ${before}`);
console.log(
  `written: ${writeFile("out.txt", before.toUpperCase()).toString()}`,
);
console.log(`read back: ${readFile("out.txt")}`);
console.log(`out: ${writeFile("../out.txt", "x").toString()}`);
process.stderr.write("to the error\n");
trace("traced", 2, 1, 2);

if (process.argv.length > 1) {
  if (process.argv[1] == "exit") process.exit(7);
  if (process.argv[1] == "throw") throw new Error("asked for");
}
