// A host on Node that waits for its turn: node peer.mjs <kind>, where <kind> is a module of this folder whose
// `prepare` makes a guest. The lines are those of Peers/ProcessPeer.cs.
import { createInterface } from "node:readline";

/** What the host does for each peer: next to nothing, but it looks at the end of what it gets. */
class Host {
  calls = 0;
  sum = 0;

  constructor(bytes, text) {
    this.bytes = bytes;
    this.text = text;
    this.product = {
      id: 7,
      name: text,
      stock: 1_000_000n,
      price: 2.5,
      code: text,
    };
    this.names = new Array(100).fill(text);
  }

  nothing = () => {
    this.calls++;
  };

  add = (left, right) => {
    this.calls++;
    return (left + right) | 0;
  };

  view = (bytes) => {
    this.calls++;
    this.sum += bytes[bytes.length - 1];
  };

  log = (message) => {
    this.calls++;
    this.sum += message.charCodeAt(message.length - 1);
  };

  takeBytes = () => {
    this.calls++;
    return this.bytes;
  };

  takeText = () => {
    this.calls++;
    return this.text;
  };

  save = ({ id, name, stock, price, code }) => {
    this.calls++;
    this.sum +=
      id +
      name.charCodeAt(name.length - 1) +
      Number(stock) +
      Math.trunc(price) +
      code.charCodeAt(code.length - 1);
  };

  load = () => {
    this.calls++;
    return this.product;
  };

  saveAll = (names) => {
    this.calls++;
    const last = names[names.length - 1];
    this.sum += names.length + last.charCodeAt(last.length - 1);
  };

  loadAll = () => {
    this.calls++;
    return this.names;
  };
}

const { prepare } = await import(`./${process.argv[2]}.mjs`);
let host;
let loop;
for await (const line of createInterface({ input: process.stdin })) {
  const separator = line.indexOf(" ");
  const argument = line.substring(separator + 1);
  if (line.substring(0, separator) == "prepare") {
    const {
      export: name,
      payload,
      encoding,
      guest,
      length,
      size,
      isMixed,
    } = JSON.parse(argument);
    const bytes = Buffer.from(payload, "base64");
    const text = new TextDecoder(encoding).decode(bytes);
    host = new Host(new Uint8Array(bytes), text);
    loop = await prepare({ host, guest, name, length, size, isMixed });
    console.log("ready");
  } else {
    const { calls, sum } = host;
    const begin = process.hrtime.bigint();
    const guestSum = await loop(Number(argument));
    const nanoseconds = process.hrtime.bigint() - begin;
    console.log(
      `${nanoseconds} ${host.calls - calls} ${host.sum - sum} ${guestSum}`,
    );
  }
}
