import { keyValue, log } from "./host";

/** Adds the price of an item, which the host keeps. */
export function add(total: i32, item: i32): i32 {
  const key = "price/" + item.toString();
  log.write("looking for " + key);
  const price = keyValue.get(key);
  return price === null ? total : total + price.length;
}
