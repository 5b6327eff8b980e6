// A guest that asks servers, and logs what it is told.

import {
  HttpExchange,
  HttpHeader,
  HttpResponse,
  OutgoingRequest,
  http,
  log,
} from "./host";

function urlOf(port: i32, path: string): string {
  return "http://one.example:" + port.toString() + path;
}

function get(port: i32, path: string): OutgoingRequest {
  return new OutgoingRequest("GET", urlOf(port, path), null, 0, null, null);
}

function bytes(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

function show(response: HttpResponse): void {
  const buffer = new Uint8Array(4);
  let text = response.status().toString() + " ";
  let read = response.read(buffer);
  for (; read > 0; read = response.read(buffer)) {
    text += String.UTF8.decode(buffer.buffer.slice(0, read));
  }
  log.write(read < 0 ? text + " error " + (-read).toString() : text);
}

function tryStart(request: OutgoingRequest): void {
  const started = http.start(request);
  if (!started.isOk) {
    log.write(
      "error " + (<i32>started.error).toString() + ": " + started.message,
    );
  } else {
    log.write("started");
  }
}

/** Uses what the recipe names. */
export function ask(port: i32): void {
  const response = http.request(
    "POST",
    urlOf(port, "/ask?key=k"),
    bytes("ping"),
  );
  if (response == null) {
    log.write("null");
    return;
  }
  show(response);
  response.free();
}

export function askElsewhere(port: i32): void {
  const response = http.request(
    "GET",
    "http://two.example:" + port.toString() + "/",
    new Uint8Array(0),
  );
  log.write(response == null ? "null" : "response");
}

export function upload(port: i32): void {
  const headers = [
    new HttpHeader("Content-Type", "text/plain"),
    new HttpHeader("X-Own", "1"),
  ];
  const request = new OutgoingRequest(
    "PUT",
    urlOf(port, "/upload"),
    headers,
    6,
    "key",
    null,
  );
  const exchange = http.start(request).value;
  assert(exchange.write(bytes("one")).isOk);
  assert(exchange.write(bytes("")).isOk);
  assert(exchange.write(bytes("two")).isOk);
  exchange.finish();
  const late = exchange.write(bytes("late"));
  log.write("late: " + (<i32>late.error).toString());
  const response = exchange.receive().value;
  exchange.free();
  const tag = response.header("x-tag");
  const none = response.header("x-none");
  log.write((tag == null ? "null" : tag) + ", " + (none == null ? "null" : ""));
  const all = response.headers();
  for (let i = 0; i < all.length; i++) {
    log.write(all[i].name + ": " + all[i].value);
  }
  show(response);
  response.free();
}

/** Has several requests under way, and receives the last first. */
export function several(port: i32): void {
  const exchanges = new Array<HttpExchange>();
  for (let i = 0; i < 3; i++) {
    exchanges.push(http.start(get(port, "/" + i.toString())).value);
  }
  for (let i = 2; i >= 0; i--) {
    const response = exchanges[i].receive().value;
    show(response);
    response.free();
    log.write("again: " + (<i32>exchanges[i].receive().error).toString());
    exchanges[i].free();
  }
}

export function flood(port: i32): void {
  for (let i = 0; i < 7; i++) tryStart(get(port, "/"));
}

export function tryHeader(port: i32): void {
  const request = get(port, "/");
  request.headers = [new HttpHeader("X-A", "b\r\nX-C: d")];
  tryStart(request);
}

export function tryCredential(port: i32): void {
  const request = get(port, "/");
  request.credential = "elsewhere";
  tryStart(request);
}

export function receive(port: i32): void {
  const received = http.start(get(port, "/")).value.receive();
  if (!received.isOk) log.write("error " + (<i32>received.error).toString());
  else show(received.value);
}

let kept: HttpExchange | null = null;

export function keep(port: i32): void {
  kept = http.start(get(port, "/")).value;
}

export function receiveKept(): void {
  show(kept!.receive().value);
}

export function trap(port: i32): void {
  http.start(get(port, "/"));
  unreachable();
}
