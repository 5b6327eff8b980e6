import { clock, random } from "./capabilities";
import { Raffle } from "./host";

class FairRaffle extends Raffle {
  draw(names: Array<string>): string {
    const bytes = new Uint8Array(4);
    random.fill(bytes);
    const number = load<u32>(bytes.dataStart);
    // Times are nanoseconds, and those of Date milliseconds.
    const at = new Date(clock.now() / 1_000_000).toISOString();
    return names[number % names.length] + " wins at " + at;
  }
}

export const raffle = new FairRaffle();
