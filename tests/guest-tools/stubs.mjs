// Checks stubs: node stubs.mjs [--quick], with a folder on each line of the input.
// Each folder has the stubs of one guest. All their functions and methods are
// called by an entry made here, compiled by asc in release and debug; a warning
// is a failure. All files must stand as Prettier would write them. A quick
// check only compiles, once.
// Prints what is wrong, and how many folders were checked.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as compiler from "assemblyscript";
import asc from "assemblyscript/asc";
import prettier from "prettier";

const {
  NamespaceDeclaration: NAMESPACE,
  ClassDeclaration: CLASS,
  FunctionDeclaration: FUNCTION,
  MethodDeclaration: METHOD,
  Export: EXPORT_LIST,
  Import: IMPORT,
} = compiler.NodeKind;
const { Abstract: ABSTRACT, Export: EXPORT } = compiler.CommonFlags;

function parse(name, text) {
  const program = compiler.newProgram(compiler.newOptions());
  compiler.parse(program, text, name, true);
  return program.parser.sources.find((source) => source.normalizedPath == name);
}

/**
 * A stub with a function for each of its functions and methods that calls it,
 * so that asc compiles it. They stand in the stub, whose names its types have.
 */
function withCallers(name, text) {
  const { statements } = parse(name, text);
  const callers = [];
  for (const statement of statements) {
    if (statement.kind == FUNCTION && statement.is(EXPORT)) {
      add(statement.name.text, [], statement.signature);
    } else if (statement.kind == NAMESPACE && statement.name.text != "raw") {
      for (const member of statement.members.filter(is(FUNCTION)))
        add(nameIn(statement, member), [], member.signature);
    } else if (statement.kind == CLASS && !statement.is(ABSTRACT)) {
      const target = [["target__", statement.name.text]];
      for (const member of statement.members.filter(is(METHOD)))
        if (member.name.text != "constructor")
          add(`target__.${member.name.text}`, target, member.signature);
    }
  }
  return { text: [text, ...callers].join("\n"), count: callers.length };

  function add(call, receiver, signature) {
    // Numbered names: a parameter must not hide the namespace that is called.
    const own = signature.parameters.map((parameter, number) => [
      `p${number}__`,
      parameter.type.range.toString(),
    ]);
    const declared = [...receiver, ...own].map(
      ([name, type]) => `${name}: ${type}`,
    );
    const passed = own.map(([name]) => name);
    const result = signature.returnType.range.toString();
    callers.push(
      `export function call${callers.length}__(${declared.join(", ")}): ${result} { ${result == "void" ? "" : "return "}${call}(${passed.join(", ")}); }`,
    );
  }
}

/** The abstract class of a stub, with one that a guest's author derives. */
function withHandler(name, text) {
  const handler = parse(name, text).statements.find(
    (statement) => statement.kind == CLASS && statement.is(ABSTRACT),
  );
  const methods = handler.members.map((member) => {
    const { parameters, returnType } = member.signature;
    const declared = parameters.map(
      (parameter) => `${parameter.name.text}: ${parameter.type.range}`,
    );
    return `  ${member.name.text}(${declared.join(", ")}): ${returnType.range} { throw new Error("called"); }`;
  });
  return `${text}
class Handler__ extends ${handler.name.text} {
${methods.join("\n")}
}
export const handler__ = new Handler__();
`;
}

/** The file and the constant of the guest's author that exports call. */
function handlerIn(name, text) {
  const statement = parse(name, text).statements.find(
    (statement) =>
      statement.kind == IMPORT && statement.path.value.startsWith("../"),
  );
  return (
    statement && {
      path: statement.path.value.slice("../".length),
      constant: statement.declarations[0].foreignName.text,
    }
  );
}

function is(kind) {
  return (node) => node.kind == kind;
}

function nameIn(namespace, member) {
  return `${namespace.name.text}.${member.name.text}`;
}

/** What a file exports, by the names that others use. */
function exportsOf(name, text) {
  const { statements } = parse(name, text);
  return [
    ...statements
      .filter((statement) => statement.name && statement.is(EXPORT))
      .map((statement) => statement.name.text),
    ...statements
      .filter(is(EXPORT_LIST))
      .flatMap((statement) => statement.members ?? [])
      .map((member) => member.exportedName.text),
  ];
}

/** All sources of a guest that uses everything in its stubs. */
function guestOf(stubs) {
  const guest = {};
  const entry = [`import * as ngixi from "./host/ngixi";`];
  for (const [name, text] of Object.entries(stubs)) {
    guest[`host/${name}`] = text;
    if (["exports.ts", "index.ts", "ngixi.ts"].includes(name)) continue;
    if (handlerIn(name, text)) continue;
    const called = withCallers(name, text);
    const path = `./host/${name.replace(/\.ts$/, "")}`;
    guest[`host/${name}`] = called.text;
    for (let i = 0; i < called.count; i++)
      entry.push(
        `export { call${i}__ as call${entry.length} } from "${path}";`,
      );
    for (const exported of exportsOf(name, text))
      entry.push(`import { ${exported} as e${entry.length} } from "${path}";`);
  }
  for (const [name, text] of Object.entries(stubs)) {
    const handler = handlerIn(name, text);
    if (!handler) continue;
    const { path, constant } = handler;
    const source = `host/${path}.ts`;
    guest[source] = withHandler(source, guest[source]);
    guest[`${path}.ts`] =
      `export { handler__ as ${constant} } from "./host/${path}";\n`;
  }
  guest["entry__.ts"] = `${entry.join("\n")}\n`;
  return guest;
}

async function compile(files, options) {
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main(
    [
      "entry__.ts",
      ...("host/exports.ts" in files ? ["host/exports.ts"] : []),
      "--config",
      "none",
      "--exportStart",
      "_initialize",
      "--outFile",
      "out.wasm",
      ...options,
    ],
    {
      stdout: asc.createMemoryStream(),
      stderr,
      readFile: (name) => files[name] ?? null,
      writeFile: () => {},
      listFiles: () => [],
    },
  );
  const said = stderr.toString().trim();
  return error || said ? [`asc ${options.join(" ")}: ${said || error}`] : [];
}

async function format(files) {
  const problems = [];
  for (const [name, text] of Object.entries(files)) {
    const formatted = await prettier.format(text, {
      parser: "typescript",
      plugins: ["assemblyscript-prettier"],
      filepath: name,
    });
    if (formatted != text)
      problems.push(
        `${name} is not as Prettier writes it, which is:\n${formatted}`,
      );
  }
  return problems;
}

const isQuick = process.argv[2] == "--quick";
const folders = readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const folder of folders) {
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
  const guest = guestOf(files);
  const problems = isQuick
    ? await compile(guest, ["--optimizeLevel", "0"])
    : [
        ...(await format(files)),
        ...(await compile(guest, ["--optimizeLevel", "3"])),
        ...(await compile(guest, ["--debug", "--pedantic"])),
      ];
  for (const problem of problems) console.log(`${folder}: ${problem}`);
}
console.log(`${folders.length} checked`);
