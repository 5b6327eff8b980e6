// Checks stubs: node stubs.mjs <folder>...
// Each folder has the stubs of one guest. All their functions and methods are
// called by an entry made here, compiled by asc in release and debug; a warning
// is a failure. All files must stand as Prettier would write them.
// Prints what is wrong; exits with 1 then.

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
} = compiler.NodeKind;
const { Abstract: ABSTRACT, Export: EXPORT } = compiler.CommonFlags;

function parse(name, text) {
  const program = compiler.newProgram(compiler.newOptions());
  compiler.parse(program, text, name, true);
  return program.parser.sources.find((source) => source.normalizedPath == name);
}

/** A function that calls one function or method, so that asc compiles it. */
function caller(index, call, receiver, signature) {
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
  return `export function call${index}(${declared.join(", ")}): ${result} { ${result == "void" ? "" : "return "}${call}(${passed.join(", ")}); }`;
}

function entryFor(files) {
  const names = new Set();
  const internal = [];
  const callers = [];
  for (const [name, text] of Object.entries(files)) {
    if (["exports.ts", "index.ts", "ngixi.ts"].includes(name)) continue;
    if (name.endsWith("Exports.ts")) continue;
    const { statements } = parse(name, text);
    const renamed = exportedNames(statements);
    for (const statement of statements) {
      const local = statement.name?.text;
      const exported = renamed.get(local) ?? local;
      if (statement.kind == FUNCTION) {
        // What stubs read and write records with: of use to each other only.
        if (statement.flags & EXPORT) {
          const module = name.replace(/\.ts$/, "");
          internal.push(`import { ${exported} } from "./host/${module}";`);
          callers.push(
            caller(callers.length, exported, [], statement.signature),
          );
        }
        continue;
      }
      if (exported && exported != "raw") names.add(exported);
      if (statement.kind == NAMESPACE && exported != "raw") {
        for (const member of statement.members) {
          if (member.kind == FUNCTION)
            callers.push(
              caller(
                callers.length,
                `${exported}.${member.name.text}`,
                [],
                member.signature,
              ),
            );
        }
      } else if (statement.kind == CLASS && !isHandler(files, name)) {
        for (const member of statement.members) {
          if (member.kind == METHOD && member.name.text != "constructor")
            callers.push(
              caller(
                callers.length,
                `target__.${member.name.text}`,
                [["target__", exported]],
                member.signature,
              ),
            );
        }
      }
    }
  }
  return {
    names: [...names].join(", "),
    text: `import * as ngixi from "./host/ngixi";\nimport { ${[...names].join(", ")} } from "./host/index";\n${internal.join("\n")}\n${callers.join("\n")}\n`,
    count: callers.length,
  };
}

/** What a file exports under another name than its own. */
function exportedNames(statements) {
  const members = statements
    .filter((statement) => statement.kind == EXPORT_LIST)
    .flatMap((statement) => statement.members ?? []);
  return new Map(
    members.map((member) => [member.localName.text, member.exportedName.text]),
  );
}

/** Whether a stub is the class that a guest's author derives from. */
function isHandler(files, name) {
  return name.replace(/\.ts$/, "Exports.ts") in files;
}

/** What a guest's author writes for exports: a class with all methods. */
function handlersFor(files, names) {
  const handlers = {};
  for (const [name, text] of Object.entries(files)) {
    if (!isHandler(files, name)) continue;
    const statements = parse(name, text).statements;
    const handler = statements.find(
      (statement) => statement.kind == CLASS && statement.is(ABSTRACT),
    );
    const methods = handler.members.map((member) => {
      const { parameters, returnType } = member.signature;
      const declared = parameters.map(
        (parameter) => `${parameter.name.text}: ${parameter.type.range}`,
      );
      return `  ${member.name.text}(${declared.join(", ")}): ${returnType.range} { throw new Error("called"); }`;
    });
    handlers[name] = `import * as ngixi from "./host/ngixi";
import { ${names} } from "./host/index";
class Handler__ extends ${handler.name.text} {
${methods.join("\n")}
}
export const ${name.replace(/\.ts$/, "")} = new Handler__();
`;
  }
  return handlers;
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

let failed = false;
for (const folder of process.argv.slice(2)) {
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
  const entry = entryFor(files);
  const stubs = Object.entries(files).map(([name, text]) => [
    `host/${name}`,
    text,
  ]);
  const all = {
    ...Object.fromEntries(stubs),
    ...handlersFor(files, entry.names),
    "entry__.ts": entry.text,
  };
  const problems = [
    ...(await format(files)),
    ...(await compile(all, ["--optimizeLevel", "3"])),
    ...(await compile(all, ["--debug", "--pedantic"])),
  ];
  console.log(
    `${folder}: ${entry.count} calls compiled, ${problems.length} problems`,
  );
  for (const problem of problems) console.log(problem);
  failed ||= problems.length > 0;
}
process.exit(failed ? 1 : 0);
