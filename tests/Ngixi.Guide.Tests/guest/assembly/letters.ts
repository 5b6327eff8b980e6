import { Letters, customers } from "./host";

class Envelopes extends Letters {
  envelope(customer: string): string {
    const address = customers.addressOf(customer, "AT");
    return address === null ? "unknown" : address;
  }
}

export const letters = new Envelopes();
