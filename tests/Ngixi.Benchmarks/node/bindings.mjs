// AssemblyScript's own bindings, as asc --bindings raw writes them beside the module.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

export async function prepare({ host, guest, name, size, isMixed }) {
  const { instantiate } = await import(
    pathToFileURL(guest.replace(/\.wasm$/, ".js"))
  );
  const exports = await instantiate(
    await WebAssembly.compile(await readFile(guest)),
    {
      host: {
        add: host.add,
        view: host.view,
        log: host.log,
        text: host.takeText,
        save: host.save,
        load: host.load,
        saveAll: host.saveAll,
        loadAll: host.loadAll,
      },
    },
  );
  exports.prepare(size, isMixed);
  return (calls) => exports[name](calls);
}
