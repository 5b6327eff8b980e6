// What the host calls, through the stubs of Ngixi.Bindgen.
import { Product, Shop } from "./host";

class Workloads extends Shop {
  sum(left: i32, right: i32): i32 {
    return left + right;
  }

  echo(text: string): string {
    return text;
  }

  reprice(product: Product): Product {
    product.price *= 2;
    return product;
  }
}

export const shop = new Workloads();
