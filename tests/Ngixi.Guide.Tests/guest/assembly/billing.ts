import { events } from "./capabilities";
import { Billing } from "./host";

const buffer = new Uint8Array(4096);

class Invoices extends Billing {
  drain(): i32 {
    let count = 0;
    let length = events.next(buffer);
    while (length > 0) {
      const order = String.UTF8.decode(buffer.buffer.slice(0, length));
      const invoice = String.UTF8.encode("invoice of " + order);
      assert(events.publish("invoices", Uint8Array.wrap(invoice)).isOk);
      count++;
      // The next one; the one before is settled by this.
      length = events.next(buffer);
    }
    return count;
  }
}

export const billing = new Invoices();
