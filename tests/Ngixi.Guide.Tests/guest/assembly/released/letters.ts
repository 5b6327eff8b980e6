// A guest that was built before addresses had a country, with the stubs of that time.

import { customers } from "./host/customers";
import { Letters } from "./host/letters";

class Envelopes extends Letters {
  envelope(customer: string): string {
    const address = customers.addressOf(customer);
    return address === null ? "unknown" : address;
  }
}

export const letters = new Envelopes();
