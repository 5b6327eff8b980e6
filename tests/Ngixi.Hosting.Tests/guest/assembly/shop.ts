import { Article } from "./host/article";
import { Box } from "./host/ngixi";
import { Shade } from "./host/shade";
import { Shop, ShopSummaryResult, ShopTryFindResult } from "./host/shop";
import { stock } from "./stock";

class ShopOfStock extends Shop {
  add(article: string, count: i32): i32 {
    const articles = stock.articles;
    const before = articles.has(article) ? articles.get(article) : 0;
    articles.set(article, before + count);
    stock.latest = article;
    return before + count;
  }

  total(): i32 {
    const counts = stock.articles.values();
    let total = 0;
    for (let i = 0; i < counts.length; i++) total += counts[i];
    return total;
  }

  clear(): void {
    stock.articles.clear();
    stock.latest = null;
  }

  greet(name: string, greeting: string): string {
    return greeting + ", " + name;
  }

  summary(): ShopSummaryResult {
    return new ShopSummaryResult(stock.articles.size, stock.latest);
  }

  tryFind(article: string): ShopTryFindResult {
    return stock.articles.has(article)
      ? new ShopTryFindResult(true, this.find(article))
      : new ShopTryFindResult(false, new Article("", 0, null));
  }

  list(articles: Array<string>): Array<Article> {
    const found: Array<Article> = [];
    for (let i = 0; i < articles.length; i++) {
      if (stock.articles.has(articles[i])) found.push(this.find(articles[i]));
    }

    return found;
  }

  stock(): Map<string, i32> {
    return stock.articles;
  }

  double(value: Box<i32> | null): Box<i32> | null {
    return value === null ? null : new Box<i32>(2 * value.value);
  }

  sum(numbers: Int32Array, text: string): i64 {
    let sum: i64 = 0;
    for (let i = 0; i < numbers.length; i++) sum += numbers[i];
    for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
    return sum;
  }

  same(
    id: Uint8Array,
    shade: Shade,
    isSet: bool,
    at: i64,
    factor: f64,
  ): Uint8Array {
    return shade == Shade.Dark && isSet && at == 0 && factor == 0.5
      ? id
      : new Uint8Array(16);
  }

  bytes(bytes: Uint8Array): Uint8Array {
    return bytes;
  }

  trap(): void {
    unreachable();
  }

  spin(): void {
    while (true) {}
  }

  grow(bytes: i32): void {
    stock.size = bytes;
  }

  private find(article: string): Article {
    const count = stock.articles.get(article);
    const shade = count > 4 ? Shade.Dark : Shade.Light;
    return new Article(article, count, new Box<Shade>(shade));
  }
}

export const shop: Shop = new ShopOfStock();
