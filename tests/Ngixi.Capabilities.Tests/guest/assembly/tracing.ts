// A guest that traces its work.

import { AttributeValue, Span, tracing } from "./host";

export function work(): void {
  const order = tracing.beginSpan("order");
  order.setAttribute("id", new AttributeValue.Integer(7));
  order.setAttribute("customer", new AttributeValue.Text("Ada"));
  const payment = tracing.beginSpan("payment");
  const attributes = new Map<string, AttributeValue>();
  attributes.set("attempt", new AttributeValue.Integer(1));
  payment.addEvent("declined", attributes);
  payment.addEvent("gave up", null);
  payment.addLink(order);
  payment.fail("no money");
  payment.end();
  order.end();
}

export function outOfOrder(): void {
  const first = tracing.beginSpan("first");
  const second = tracing.beginSpan("second");
  first.end();
  const third = tracing.beginSpan("third");
  second.end();
  third.end();
}

export function leave(): void {
  tracing.beginSpan("left open");
}

export function trap(): void {
  tracing.beginSpan("outer");
  tracing.beginSpan("inner");
  unreachable();
}

export function flood(spans: i32): void {
  for (let i = 0; i < spans; i++) tracing.beginSpan("flood");
}

let kept: Span | null = null;

export function keep(): void {
  kept = tracing.beginSpan("kept");
}

export function endKept(): void {
  kept!.end();
}
