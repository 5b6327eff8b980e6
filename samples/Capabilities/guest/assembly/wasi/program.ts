import {
  errno,
  fd,
  fd_read,
  path_open,
  rights,
} from "bindings/wasi_snapshot_preview1";

/** The first mount. */
const NOTES: fd = 3;

const results = memory.data(8);

function read(path: string): string {
  const utf8 = String.UTF8.encode(path);
  const pointer = changetype<usize>(utf8);
  let error = path_open(
    NOTES,
    0,
    pointer,
    utf8.byteLength,
    0,
    rights.FD_READ,
    0,
    0,
    results,
  );
  if (error != errno.SUCCESS) return "";
  const file = load<fd>(results);
  const buffer = new ArrayBuffer(1024);
  store<usize>(results, changetype<usize>(buffer));
  store<usize>(results, buffer.byteLength, sizeof<usize>());
  error = fd_read(file, results, 1, results);
  if (error != errno.SUCCESS) return "";
  return String.UTF8.decode(buffer.slice(0, load<i32>(results)));
}

const file = process.argv[1];
const lines = read(file).trim().split("\n");
console.log(file + " has " + lines.length.toString() + " lines");
console.log("LANG is " + process.env.get("LANG"));
process.exit(lines.length == 3 ? 0 : 1);
