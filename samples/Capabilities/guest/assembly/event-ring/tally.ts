import { Tally } from "./host";
import { Ring } from "./ring";

const ring = new Ring(4096);

class RingTally extends Tally {
  count(): string {
    let count = 0;
    let last = "";
    while (ring.next()) {
      count++;
      last = ring.text;
    }
    return count.toString() + " events, the last is '" + last + "'";
  }
}

export const tally = new RingTally();
