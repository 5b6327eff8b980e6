import { Splitter } from "./host";

class EvenSplitter extends Splitter {
  share(cents: i32, guests: i32): i32 {
    console.log("splitting among " + guests.toString());
    return cents / guests;
  }

  shares(cents: i32, guests: i32): Int32Array {
    const shares = new Int32Array(guests);
    for (let i = 0; i < guests; i++) {
      shares[i] = cents / guests + (i < cents % guests ? 1 : 0);
    }
    return shares;
  }
}

export const splitter = new EvenSplitter();
