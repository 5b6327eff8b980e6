import { MailError } from "./host/mailError";
import { mail } from "./host/mail";

function body(): Uint8Array {
  const bytes = new Uint8Array(2);
  bytes[0] = 5;
  return bytes;
}

// What the guest makes of each method, for the tests that compare fakes with real ones.
export function send(): i32 {
  const sent = mail.send("ada", body());
  return sent.isOk ? sent.value : -1 - <i32>sent.error - sent.message.length;
}

export function subject(): i32 {
  return mail.subject(3).length;
}

export function try_find(): i32 {
  const found = mail.tryFind("hello");
  return found.result ? found.number : -1;
}

export function read(): i32 {
  const bytes = new Uint8Array(4);
  return mail.read(1, bytes) * 1000 + bytes[0];
}

export function list(): i32 {
  let numbers = 0;
  const letters = mail.list();
  for (let i = 0; i < letters.length; i++) numbers += letters[i].number;
  return numbers;
}

export function open(): i32 {
  const box = mail.open("in");
  const count = box.count();
  box.free();
  return count;
}

export function note(): i32 {
  mail.note("noted");
  return 0;
}

export function test_a_full_mailbox_is_told(): void {
  const sent = mail.send("ada", body());
  assert(!sent.isOk, "it was sent");
  assert(sent.error == MailError.Full, "it is not full");
}

export function test_needs_no_mail(): void {
  assert(body()[0] == 5);
}
