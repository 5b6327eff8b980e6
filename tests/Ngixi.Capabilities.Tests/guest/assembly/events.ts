// A guest that takes events and publishes others, and logs what it is told.

import { EventRing } from "./eventRing";
import { DeadLetter, EventError, EventRecord, events, log } from "./host";

const buffer = new Uint8Array(64);

function bytes(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

function text(bytes: Uint8Array): string {
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
}

function copied(length: i32): string {
  return text(buffer.subarray(0, length));
}

/** Handles what there is, as the recipe says. */
export function drain(): void {
  let length = events.next(buffer);
  while (length > 0) {
    log.write(copied(length));
    length = events.next(buffer);
  }
  log.write(length.toString());
}

/** Handles one event, which is acknowledged if the call returns. */
export function begin(): void {
  log.write(copied(events.next(buffer)));
}

export function trap(): void {
  log.write(copied(events.next(buffer)));
  assert(false, "cannot handle it");
}

function show(record: EventRecord): u32 {
  if (record instanceof EventRecord.Event) {
    const event = <EventRecord.Event>record;
    let line = event.topic + " " + event.sequence.toString();
    line += " x" + event.deliveries.toString() + " " + text(event.payload);
    const letter = event.deadLetter;
    if (letter != null) line += " " + describe(letter);
    log.write(line);
    return event.delivery;
  }
  const loss = <EventRecord.Loss>record;
  log.write(
    loss.topic + " lost " + loss.from.toString() + "-" + loss.to.toString(),
  );
  return loss.delivery;
}

function describe(letter: DeadLetter): string {
  return (
    "of " +
    letter.topic +
    " " +
    letter.group +
    " " +
    letter.sequence.toString() +
    " x" +
    letter.deliveries.toString() +
    ": " +
    letter.reason
  );
}

/** Takes a batch, and acknowledges all of it at once. */
export function takeAll(): void {
  const taken = events.take(100, 65536, 0);
  if (!taken.isOk) {
    log.write("error " + (<i32>taken.error).toString() + ": " + taken.message);
    return;
  }
  const records = taken.value;
  const deliveries = new Uint32Array(records.length);
  for (let i = 0; i < records.length; i++) deliveries[i] = show(records[i]);
  log.write("acked " + events.ack(deliveries).value.toString());
}

/** Acknowledges the first, has the second delivered again, and rejects the third. */
export function settle(): void {
  const records = events.take(3, 65536, 1000000).value;
  const first = new Uint32Array(1);
  first[0] = show(records[0]);
  events.ack(first);
  assert(events.retry(show(records[1]), 60000000000, "busy").isOk);
  const last = show(records[2]);
  assert(events.reject(last, "no order 7").isOk);
  log.write("late " + (<i32>events.reject(last, "again").error).toString());
}

function publish(topic: string, payload: Uint8Array): void {
  const published = events.publish(topic, payload);
  log.write(
    published.isOk
      ? topic + " " + published.value.toString()
      : topic + " error " + (<i32>published.error).toString(),
  );
}

/** Publishes to a topic that is granted, and to some that are not. */
export function tell(): void {
  publish("out", bytes("one"));
  publish("out", bytes("two"));
  publish("secret", bytes("three"));
  publish("none", bytes("four"));
  publish("out", new Uint8Array(0));
}

/** Fills the topic that the module itself takes from. */
export function tellItself(): void {
  const error = EventError.Full;
  for (let i = 0; i < 3; i++) {
    const published = events.publish("in", bytes(i.toString()));
    if (!published.isOk && published.error == error) log.write("full");
  }
}

const ring = new EventRing(256);

function current(): string {
  return String.UTF8.decodeUnsafe(ring.start, ring.length);
}

/** Reads all events of a ring that has room for a few. */
export function readRing(): void {
  let count = 0;
  while (ring.next()) {
    count++;
    if (ring.isLoss) {
      log.write(
        "lost " + ring.sequence.toString() + "-" + ring.extra.toString(),
      );
    } else {
      log.write(ring.sequence.toString() + " " + current());
    }
  }
  log.write(count.toString() + " needs " + ring.needed.toString());
}

/** Reads one event of the ring, and has it delivered again. */
export function retryInRing(): void {
  assert(ring.next());
  log.write(ring.sequence.toString() + " " + current());
  assert(events.retry(ring.delivery, 0, "again").isOk);
}
