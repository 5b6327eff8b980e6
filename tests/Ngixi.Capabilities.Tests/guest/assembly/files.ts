// A guest that has files, and logs what it is told.

import { FileError, FileKind, FileOpening, files, log } from "./host";

function bytes(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

function textOf(value: Uint8Array, length: i32): string {
  return String.UTF8.decodeUnsafe(value.dataStart, length);
}

function show(what: string, error: FileError, message: string): void {
  log.write(what + ": " + (<i32>error).toString() + " " + message);
}

/** Writes a file and reads it, as a whole. */
export function whole(): void {
  files.write("/work/greeting.txt", bytes("hello"));
  const content = files.read("/work/greeting.txt").value;
  log.write(textOf(content, content.length));
  files.write("/work/greeting.txt", bytes("hi"));
  const again = files.read("/work//greeting.txt").value;
  log.write(textOf(again, again.length));
  files.write("/work/empty", new Uint8Array(0));
  log.write(files.read("/work/empty").value.length.toString());
}

function countLines(path: string): i32 {
  const file = files.open(path, FileOpening.Read).value;
  const buffer = new Uint8Array(1024);
  let lines = 0;
  for (let read = file.read(buffer); read > 0; read = file.read(buffer)) {
    for (let i = 0; i < read; i++) if (buffer[i] == 10) lines++;
  }
  file.free();
  return lines;
}

/** Uses what an open file has. */
export function pieces(): void {
  const file = files.open(
    "/work/log",
    FileOpening.Read | FileOpening.Write | FileOpening.Create,
  ).value;
  assert(file.write(bytes("one\n")).isOk);
  assert(file.write(bytes("two\n")).isOk);
  assert(file.append(bytes("three\n")).isOk);
  assert(file.writeAt(0, bytes("ONE")).isOk);
  assert(file.flush().isOk);
  const buffer = new Uint8Array(16);
  log.write(textOf(buffer, file.read(buffer)));
  log.write(textOf(buffer, file.readAt(1, buffer)));
  log.write(file.read(buffer).toString());
  assert(file.setLength(5).isOk);
  log.write(file.status().value.length.toString());
  file.free();
  log.write(countLines("/work/log").toString());
}

function listAll(path: string): void {
  const directory = files.openDirectory(path).value;
  let position: i64 = 0;
  for (;;) {
    const page = directory.list(position, 2).value;
    if (page.length == 0) break;
    for (let i = 0; i < page.length; i++) {
      const isDirectory = page[i].kind == FileKind.Directory;
      log.write(page[i].name + (isDirectory ? "/" : ""));
    }
    position = page[page.length - 1].next;
  }
  directory.free();
}

export function folders(): void {
  assert(files.createDirectory("/work/a").isOk);
  assert(files.createDirectory("/work/a/deep").isOk);
  for (let i = 0; i < 4; i++) {
    assert(files.write("/work/a/" + i.toString(), bytes("x")).isOk);
  }
  listAll("/work/a");
  assert(files.rename("/work/a/0", "/work/b").isOk);
  assert(files.removeFile("/work/a/1").isOk);
  assert(files.removeDirectory("/work/a/deep").isOk);
  log.write((<i32>files.status("/work/a", true).value.kind).toString());
  const status = files.status("/work/b", false).value;
  log.write((<i32>status.kind).toString() + " " + status.length.toString());
  log.write(status.written > 1_700_000_000_000_000_000 ? "now" : "once");
}

export function errors(): void {
  const elsewhere = files.read("/etc/passwd");
  show("read", elsewhere.error, elsewhere.message);
  const missing = files.open("/work/none", FileOpening.Read);
  show("open", missing.error, missing.message);
  const fixed = files.write("/fixed/a", bytes("b"));
  show("write", fixed.error, fixed.message);
  const directory = files.openDirectory("/fixed/a");
  show("open directory", directory.error, directory.message);
  const moved = files.rename("/fixed/a", "/work/a");
  show("rename", moved.error, moved.message);
  const status = files.status("work", true);
  show("status", status.error, status.message);
  const file = files.open("/fixed/a", FileOpening.Read).value;
  const written = file.write(bytes("b"));
  show("write", written.error, written.message);
  log.write("read: " + file.readAt(-1, new Uint8Array(1)).toString());
  file.free();
}
