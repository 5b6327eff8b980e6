import { Box, Mood, Order, Plugin, PluginDescribeResult, Shape } from "./host";

class TestPlugin extends Plugin {
  render(name: string, times: i32): string {
    return ("Hello, " + name + "! ").repeat(times).trim();
  }

  isLater(one: i64, other: i64): bool {
    return one > other;
  }

  flip(mood: Mood): Mood {
    return mood == Mood.Glad ? Mood.Sad : Mood.Glad;
  }

  low(number: i64): u8 {
    return <u8>number;
  }

  reverse(bytes: Uint8Array): Uint8Array {
    return bytes.reverse();
  }

  sum(numbers: Int64Array): i64 {
    let sum: i64 = 0;
    for (let i = 0; i < numbers.length; i++) sum += numbers[i];
    return sum;
  }

  double(number: Box<i32> | null): Box<i32> | null {
    return number === null ? null : new Box<i32>(2 * number.value);
  }

  longer(one: string | null, other: string | null): string | null {
    if (one === null || other === null) return null;
    return one.length > other.length ? one : other;
  }

  echo(order: Order): Order {
    return order;
  }

  grow(shape: Shape, by: f64): Shape {
    if (shape instanceof Shape.Circle) {
      return new Shape.Circle((shape as Shape.Circle).radius * by);
    }
    const shapes = (shape as Shape.Group).shapes;
    const grown: Array<Shape> = [];
    for (let i = 0; i < shapes.length; i++)
      grown.push(this.grow(shapes[i], by));
    return new Shape.Group(grown);
  }

  count(words: Array<string>): Map<string, i32> {
    const counts = new Map<string, i32>();
    for (let i = 0; i < words.length; i++) {
      const word = words[i];
      counts.set(word, counts.has(word) ? counts.get(word) + 1 : 1);
    }
    return counts;
  }

  describe(text: string): PluginDescribeResult {
    return new PluginDescribeResult(text.charAt(0), text.length);
  }

  fail(reason: string): void {
    throw new Error(reason);
  }
}

export const plugin: Plugin = new TestPlugin();
