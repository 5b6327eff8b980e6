// Compiles the guests that are named, each from its entry file: in one process, which is quicker than one for each.
// node compile.mjs <the folder of asc> <the folder for modules> <name>…

import { pathToFileURL } from "node:url";

const [, , compiler, output, ...names] = process.argv;
const asc = await import(pathToFileURL(compiler + "/dist/asc.js"));
for (const name of names) {
  const { error } = await asc.main(
    [
      `assembly/entries/${name}.ts`,
      "--config",
      "none",
      "--exportStart",
      "_initialize",
      "--debug",
      "--sourceMap",
      "--outFile",
      `${output}/${name}.wasm`,
    ],
    { stderr: process.stderr },
  );
  if (error) process.exit(1);
}
