// A ring that the host fills with events, and that is read without a call for each.

import { events } from "./host";

export class EventRing {
  private memory: Uint8Array;
  private record: usize = 0;

  /** @param capacity - The bytes for events: a power of two, at least 64. */
  constructor(private capacity: u32) {
    this.memory = new Uint8Array(16 + capacity);
  }

  /** Goes to the next event, and is done with the one before; false where there is none. */
  next(): bool {
    const header = this.memory.dataStart;
    if (this.record != 0) {
      this.move((39 + this.length) & ~7);
      this.record = 0;
    }
    if (load<u32>(header) == load<u32>(header, 4)) {
      if (events.fill(this.memory) == 0) return false;
    }
    this.record = this.first();
    if (load<u32>(this.record, 4) == 0) {
      this.move(8 + this.length);
      this.record = this.first();
    }
    return true;
  }

  /** How many bytes the next event needs, where there was no room for it; otherwise 0. */
  get needed(): u32 {
    return load<u32>(this.memory.dataStart, 8);
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

  /** The payload, as a view: it is the host's again with the next event. */
  get payload(): Uint8Array {
    const start = <i32>(this.record - this.memory.dataStart);
    return this.memory.subarray(start + 32, start + 32 + <i32>this.length);
  }

  private get length(): u32 {
    return load<u32>(this.record);
  }

  private first(): usize {
    const header = this.memory.dataStart;
    return header + 16 + (load<u32>(header) & (this.capacity - 1));
  }

  private move(bytes: u32): void {
    const header = this.memory.dataStart;
    store<u32>(header, load<u32>(header) + bytes);
  }
}
