import { Greeter } from "./host/greeter";

class PoliteGreeter extends Greeter {
  greet(name: string): string {
    return "Hello, " + name;
  }
}

export const greeter: Greeter = new PoliteGreeter();
