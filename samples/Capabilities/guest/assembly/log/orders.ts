import { AttributeValue, LogLevel, log } from "./capabilities";
import { Orders } from "./host";

class LoggedOrders extends Orders {
  take(customer: string, items: i32): void {
    log.write("an order of " + customer);
    if (items > 100) {
      const properties = new Map<string, AttributeValue>();
      properties.set("items", new AttributeValue.Integer(items));
      log.writeEvent(LogLevel.Warning, "orders", "more than usual", properties);
    }
    log.writeEvent(
      LogLevel.Debug,
      "orders",
      "below the level of the manifest",
      null,
    );
    console.log("the console is the same log");
  }
}

export const orders = new LoggedOrders();
