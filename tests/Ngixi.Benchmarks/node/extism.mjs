// A plug-in of Extism. Its kernel runs out of memory when many blocks are allocated and freed in one call, so it is reset
// between batches.
import createPlugin from "@extism/extism";

const BATCH = 200;

let plugin;

export async function prepare({ host, guest, name, length }) {
  await plugin?.close();
  plugin = await createPlugin(guest, {
    functions: {
      "extism:host/user": {
        nothing: host.nothing,
        add: (_, left, right) => host.add(left, right),
        view: (context, block) => host.view(context.read(block).bytes()),
        log: (context, block) => host.log(context.read(block).string()),
        bytes: (context) => context.store(host.takeBytes()),
        text: (context) => context.store(host.takeText()),
      },
    },
  });
  const run = async (calls) => {
    const input = new DataView(new ArrayBuffer(8));
    input.setInt32(0, calls, true);
    input.setInt32(4, length, true);
    const output = await plugin.call(name, new Uint8Array(input.buffer));
    const sum = output.getInt32(0, true);
    await plugin.reset();
    return sum;
  };
  // Without a block there is nothing to reset.
  if (name == "nothing" || name == "add") return run;
  return async (calls) => {
    let sum = 0;
    for (let done = 0; done < calls; done += BATCH)
      sum = (sum + (await run(Math.min(BATCH, calls - done)))) | 0;
    return sum;
  };
}
