// A ring that the host fills with events, and that is read without a call for each.

import { events } from "./host";

export class EventRing {
  private memory: Uint8Array;
  private header: usize;
  private record: usize = 0;

  /** @param capacity - The bytes for events: a power of two, at least 64. */
  constructor(private capacity: u32) {
    this.memory = new Uint8Array(16 + capacity);
    this.header = this.memory.dataStart;
  }

  /** Goes to the next event, and is done with the one before; false where there is none. */
  next(): bool {
    const header = this.header;
    let read = load<u32>(header);
    if (this.record != 0) {
      read += (39 + this.length) & ~7;
      store<u32>(header, read);
      this.record = 0;
    }
    if (read == load<u32>(header, 4)) {
      if (events.fill(this.memory) == 0) return false;
      read = load<u32>(header);
    }
    let record = this.at(read);
    if (load<u32>(record, 4) == 0) {
      read += 8 + load<u32>(record);
      store<u32>(header, read);
      record = this.at(read);
    }
    this.record = record;
    return true;
  }

  /** How many bytes the next event needs, where there was no room for it; otherwise 0. */
  get needed(): u32 {
    return load<u32>(this.header, 8);
  }

  get isLoss(): bool {
    return load<u32>(this.record, 4) == 2;
  }

  get sequence(): u64 {
    return load<u64>(this.record, 8);
  }

  /** The last sequence that is lost, of a loss; the nanoseconds since 1970, of an event. */
  get extra(): u64 {
    return load<u64>(this.record, 16);
  }

  /** What to retry or to reject it by. */
  get delivery(): u32 {
    return load<u32>(this.record, 24);
  }

  /** Where the payload begins; it is the host's again with the next event. */
  get start(): usize {
    return this.record + 32;
  }

  /** The bytes of the payload. */
  get length(): u32 {
    return load<u32>(this.record);
  }

  private at(index: u32): usize {
    return this.header + 16 + (index & (this.capacity - 1));
  }
}
