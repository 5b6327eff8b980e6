// A component, transpiled by jco.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transpile } from "@bytecodealliance/jco";

export async function prepare({ host, guest, name, length }) {
  const { files } = await transpile(await readFile(guest), {
    name: "guest",
    instantiation: "async",
  });
  // Beside this file: what jco writes may import packages of this folder.
  const folder = await mkdtemp(
    join(import.meta.dirname, "node_modules", "jco-"),
  );
  try {
    const script = join(folder, "guest.mjs");
    await writeFile(script, files["guest.js"]);
    const { instantiate } = await import(pathToFileURL(script));
    const exports = await instantiate(
      (file) => WebAssembly.compile(files[file]),
      {
        host: {
          nothing: host.nothing,
          add: host.add,
          view: host.view,
          log: host.log,
          bytes: host.takeBytes,
          text: host.takeText,
          save: host.save,
          load: host.load,
          saveAll: host.saveAll,
          loadAll: host.loadAll,
        },
      },
    );
    return (calls) => exports[name](calls, length);
  } finally {
    await rm(folder, { recursive: true });
  }
}
