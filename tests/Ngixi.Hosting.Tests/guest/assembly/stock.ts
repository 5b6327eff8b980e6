/** The articles of a shop, as text that outlives it. */
export class Stock {
  articles: Map<string, i32> = new Map();
  latest: string | null = null;
  size: i32 = 0;

  write(): string {
    let text = "stock\n";
    const names = this.articles.keys();
    for (let i = 0; i < names.length; i++) {
      text += names[i] + "=" + this.articles.get(names[i]).toString() + "\n";
    }

    return text.padEnd(this.size, "\n");
  }

  read(text: string): void {
    const lines = text.split("\n");
    assert(lines[0] == "stock");
    for (let i = 1; i < lines.length && lines[i].length > 0; i++) {
      const parts = lines[i].split("=");
      this.articles.set(parts[0], <i32>parseInt(parts[1]));
    }
  }
}

export const stock = new Stock();
