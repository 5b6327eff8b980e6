import { Converter, transfers } from "./host";

/** All bodies pass through these 16 KiB, however long they are. */
const buffer = new Uint8Array(16384);

class UpperCase extends Converter {
  convert(transfer: Uint8Array): i64 {
    const body = transfers.openBody(transfer);
    const reply = transfers.openReply(transfer);
    let total: i64 = 0;
    let read = body.read(buffer);
    while (read > 0) {
      for (let i = 0; i < read; i++) {
        if (buffer[i] >= 0x61 && buffer[i] <= 0x7a) buffer[i] -= 0x20;
      }
      reply.write(buffer.subarray(0, read));
      total += read;
      read = body.read(buffer);
    }
    body.free();
    reply.free();
    return total;
  }
}

export const converter = new UpperCase();
