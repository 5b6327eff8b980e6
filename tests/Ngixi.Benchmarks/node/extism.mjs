// A plug-in of Extism. Its kernel keeps what a call allocated until it is reset, which is done after each run.
import createPlugin from "@extism/extism";

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
  return async (calls) => {
    const input = new DataView(new ArrayBuffer(8));
    input.setInt32(0, calls, true);
    input.setInt32(4, length, true);
    const output = await plugin.call(name, new Uint8Array(input.buffer));
    const sum = output.getInt32(0, true);
    await plugin.reset();
    return sum;
  };
}
