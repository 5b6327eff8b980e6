// The shim has the functions of WASI, and no files on top of them.
import {
  errno,
  fd,
  fd_close,
  fd_read,
  fd_write,
  oflags,
  path_open,
  rights,
} from "bindings/wasi_snapshot_preview1";

/** The first mount. */
const ROOT: fd = 3;

const results = memory.data(16);

function open(path: string, how: oflags, right: rights): fd {
  const utf8 = String.UTF8.encode(path);
  const error = path_open(
    ROOT,
    1,
    changetype<usize>(utf8),
    utf8.byteLength,
    how,
    right,
    0,
    0,
    results,
  );
  return error == errno.SUCCESS ? load<fd>(results) : <fd>-(<i32>error);
}

/** Writes a file; 0, or the error. */
export function writeFile(path: string, text: string): errno {
  const file = open(path, oflags.CREAT | oflags.TRUNC, rights.FD_WRITE);
  if (<i32>file < 0) return <errno>-(<i32>file);
  const utf8 = String.UTF8.encode(text);
  store<usize>(results, changetype<usize>(utf8));
  store<usize>(results, utf8.byteLength, sizeof<usize>());
  const error = fd_write(file, results, 1, results + 8);
  fd_close(file);
  return error;
}

/** Reads a file of up to 1,024 bytes; what is not there is empty. */
export function readFile(path: string): string {
  const file = open(path, 0, rights.FD_READ);
  if (<i32>file < 0) return "";
  const buffer = new ArrayBuffer(1024);
  store<usize>(results, changetype<usize>(buffer));
  store<usize>(results, buffer.byteLength, sizeof<usize>());
  const error = fd_read(file, results, 1, results + 8);
  const count = load<usize>(results, 8);
  fd_close(file);
  return error == errno.SUCCESS
    ? String.UTF8.decodeUnsafe(changetype<usize>(buffer), count)
    : "";
}
