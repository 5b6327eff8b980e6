import { events } from "./capabilities";

/** A header of two indices, and then records: docs/capabilities/events.md has the layout. */
export class Ring {
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
    let read = load<u32>(this.header);
    if (this.record != 0) {
      read += (39 + load<u32>(this.record)) & ~7;
      store<u32>(this.header, read);
      this.record = 0;
    }
    if (read == load<u32>(this.header, 4)) {
      if (events.fill(this.memory) == 0) return false;
      read = load<u32>(this.header);
    }
    if (load<u32>(this.at(read), 4) == 0) {
      // The rest of the ring is too short for the record, which is at its beginning.
      read += 8 + load<u32>(this.at(read));
      store<u32>(this.header, read);
    }
    this.record = this.at(read);
    return true;
  }

  /** The text of the event. */
  get text(): string {
    return String.UTF8.decodeUnsafe(this.record + 32, load<u32>(this.record));
  }

  private at(index: u32): usize {
    return this.header + 16 + (index & (this.capacity - 1));
  }
}
