// Draws what a program wrote to a terminal: node svg.mjs "the command line" < output > picture.svg
import { readFileSync } from "node:fs";

const CELL = 8.4;
const LINE = 19;
const MARGIN = 14;
const COLUMNS = 100;
const COLORS = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  34: "#79c0ff",
  90: "#8b949e",
  91: "#ff7b72",
  92: "#7ee787",
  93: "#e3b341",
  37: "#8b949e",
};

const plain = { color: "#e6edf3", isBold: false };
const lines = [[]];
let style = plain;
let column = 0;

function put(character) {
  const line = lines[lines.length - 1];
  while (line.length < column) {
    line.push({ character: " ", style: plain });
  }
  line[column++] = { character, style };
}

function paint(codes) {
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    if (code === 0) {
      style = plain;
    } else if (code === 1) {
      style = { ...style, isBold: true };
    } else if (code === 38 && codes[at + 1] === 5) {
      const index = codes[(at += 2)];
      const basic = index < 8 ? index + 30 : index + 82;
      style = { ...style, color: COLORS[basic] ?? "#8b949e" };
    } else if (COLORS[code]) {
      style = { ...style, color: COLORS[code] };
    }
  }
}

for (const character of "$ " + process.argv[2] + "\r\n") {
  character === "\n"
    ? lines.push([])
    : character === "\r"
      ? (column = 0)
      : put(character);
}

const output = readFileSync(0, "utf8");
const token = /\u001b\[([\d;?]*)([A-Za-z])|\u001b[=>]|([^])/gu;
for (const [, parameters, command, character] of output.matchAll(token)) {
  if (command === "m") {
    paint((parameters || "0").split(";").map(Number));
  } else if (command === "K") {
    lines[lines.length - 1].length = column;
  } else if (character === "\n") {
    lines.push([]);
    column = 0;
  } else if (character === "\r") {
    column = 0;
  } else if (character) {
    put(character);
  }
}

while (lines.length > 0 && lines[lines.length - 1].length === 0) {
  lines.pop();
}

const escape = (text) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function draw(cells, row) {
  const y = MARGIN + (row + 1) * LINE - 5;
  let svg = "";
  for (let start = 0; start < cells.length;) {
    let end = start;
    while (end < cells.length && cells[end].style === cells[start].style) {
      end++;
    }
    const text = cells
      .slice(start, end)
      .map((cell) => cell.character)
      .join("");
    if (text.trim().length > 0) {
      const { color, isBold } = cells[start].style;
      const x = (MARGIN + start * CELL).toFixed(1);
      const width = (text.length * CELL).toFixed(1);
      const weight = isBold ? ' font-weight="bold"' : "";
      svg += `<text x="${x}" y="${y}" fill="${color}"${weight} textLength="${width}">${escape(text)}</text>\n`;
    }
    start = end;
  }
  return svg;
}

const width = Math.ceil(2 * MARGIN + COLUMNS * CELL);
const height = 2 * MARGIN + lines.length * LINE;
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">\n` +
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>\n` +
    lines.map(draw).join("") +
    "</svg>\n",
);
