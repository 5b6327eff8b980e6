import { events, http, keyValue, log, tracing } from "./host";

export function run(): void {
  const span = tracing.beginSpan("quickstart");
  log.write("hello from the guest");
  const address = takeEvents();
  if (address !== null) {
    fetch(address + "greeting");
    echo(address + "echo", "ping");
  }
  fetch("http://example.com/");
  remember();
  span.end();
}

/** Takes all events; the last one says where the server is. */
function takeEvents(): string | null {
  const prefix = "the address is ";
  let address: string | null = null;
  let buffer = new Uint8Array(16);
  let length = events.next(buffer);
  while (length != 0) {
    if (length < 0) {
      log.write(`an event has ${-length} bytes: making room`);
      buffer = new Uint8Array(-length);
    } else {
      const event = text(buffer, length);
      log.write(`event: ${event}`);
      if (event.startsWith(prefix)) address = event.substring(prefix.length);
    }
    length = events.next(buffer);
  }
  return address;
}

function fetch(url: string): void {
  const response = http.request("GET", url, new Uint8Array(0));
  if (response === null) {
    log.write(`GET ${url} is not allowed`);
    return;
  }
  const body = new Uint8Array(64);
  const length = response.read(body);
  log.write(`GET ${url}: ${response.status()} ${text(body, length)}`);
  response.free();
}

function echo(url: string, message: string): void {
  const body = Uint8Array.wrap(String.UTF8.encode(message));
  const response = http.request("POST", url, body);
  if (response === null) return;
  const answer = new Uint8Array(64);
  const length = response.read(answer);
  log.write(`POST ${url}: ${response.status()} ${text(answer, length)}`);
  response.free();
}

/** Stores a small value and a large one, and looks for one that is not there. */
function remember(): void {
  keyValue.set("greeting", Uint8Array.wrap(String.UTF8.encode("good morning")));
  const greeting = keyValue.get("greeting");
  if (greeting !== null)
    log.write(`greeting: ${text(greeting, greeting.length)}`);

  const large = new Uint8Array(100_000);
  large.fill(7);
  keyValue.set("large", large);
  const same = keyValue.get("large");
  if (same !== null)
    log.write(
      `large: ${same.length} bytes, the last is ${same[same.length - 1]}`,
    );

  if (keyValue.get("missing") === null) log.write("missing: no value");
}

function text(bytes: Uint8Array, length: i32): string {
  return String.UTF8.decodeUnsafe(bytes.dataStart, length);
}
