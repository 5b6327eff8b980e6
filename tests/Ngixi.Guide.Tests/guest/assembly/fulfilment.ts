import { Fulfilment, StockError, stock } from "./host";

class Shelf extends Fulfilment {
  fulfil(article: string, count: i32): string {
    const reserved = stock.reserve(article, count);
    if (reserved.isOk) return "reserved as " + reserved.value.toString();
    switch (reserved.error) {
      case StockError.TooFew:
        return "sorry: " + reserved.message;
      default:
        return "we do not sell " + article;
    }
  }

  grab(article: string): i32 {
    return stock.reserve(article, 1).value;
  }
}

export const fulfilment = new Shelf();
