// A guest that writes to the log.

import { AttributeValue, LogLevel, log } from "./host";

export function greet(): void {
  log.write("hello, host");
}

export function json(): void {
  log.write(
    '{"message":"paid","order":{"id":7,"total":12.5},"gift":true,"note":null}',
  );
}

export function event(): void {
  const properties = new Map<string, AttributeValue>();
  properties.set("order", new AttributeValue.Integer(7));
  properties.set("total", new AttributeValue.Number(12.5));
  properties.set("gift", new AttributeValue.Boolean(true));
  properties.set("customer", new AttributeValue.Text("Ada\n[forged]"));
  log.writeEvent(LogLevel.Warning, "billing.orders", "late", properties);
}

export function plain(): void {
  log.writeEvent(LogLevel.Error, "", "no properties", null);
}

export function enabled(level: LogLevel): bool {
  return log.isEnabled(level, "billing");
}

export function detail(): void {
  log.writeEvent(LogLevel.Debug, "billing", "a detail", null);
}

export function consoles(): void {
  console.debug("of debug");
  console.log("of log");
  console.warn("of warn");
  console.error("of error");
  trace("of trace", 2, 1, 2);
}

export function flood(lines: i32): void {
  for (let i = 0; i < lines; i++) log.write("line");
}
