import { files } from "./capabilities";
import { Notes } from "./host";

class MountedNotes extends Notes {
  summarize(): Array<string> {
    const lines = textOf(files.read("/notes/shopping.txt").value)
      .trim()
      .split("\n");
    assert(
      files.write(
        "/work/count.txt",
        bytesOf(lines.length.toString() + " things to buy"),
      ).isOk,
    );
    return [
      textOf(files.read("/work/count.txt").value),
      "to write to /notes: " +
        files.write("/notes/new.txt", bytesOf("")).message,
      "to read above it: " + files.read("/notes/../files.ngixi.json").message,
    ];
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

function textOf(bytes: Uint8Array): string {
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
}

export const notes = new MountedNotes();
