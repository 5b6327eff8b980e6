import { AttributeValue, metrics, tracing } from "./capabilities";
import { Checkout } from "./host";

class TracedCheckout extends Checkout {
  pay(cents: i64): i64 {
    const span = tracing.beginSpan("checkout");
    span.setAttribute("cents", new AttributeValue.Integer(cents));
    const payment = tracing.beginSpan("payment");
    payment.end();
    span.end();
    const labels = new Map<string, string>();
    labels.set("currency", "EUR");
    metrics.add("payments", 1, labels);
    metrics.add("revenue", cents, labels);
    return cents;
  }
}

export const checkout = new TracedCheckout();
