import { EventRecord, events } from "./capabilities";
import { Invoicing } from "./host";

class PromptInvoicing extends Invoicing {
  work(): i32 {
    const records = events.take(10, 65536, 0).value;
    const deliveries = new Uint32Array(records.length);
    for (let i = 0; i < records.length; i++) {
      // A record is an event, or the loss of some, where a topic was full.
      if (records[i] instanceof EventRecord.Event) {
        const order = <EventRecord.Event>records[i];
        const text = "invoice for " + String.UTF8.decode(order.payload.buffer);
        assert(
          events.publish("invoices", Uint8Array.wrap(String.UTF8.encode(text)))
            .isOk,
        );
        deliveries[i] = order.delivery;
      } else {
        deliveries[i] = (<EventRecord.Loss>records[i]).delivery;
      }
    }
    // What is not acknowledged, because the guest trapped say, is delivered again.
    return events.ack(deliveries).value;
  }
}

export const invoicing = new PromptInvoicing();
