import { Splitter } from "./host";

class EvenSplitter extends Splitter {
  share(cents: i32, guests: i32): i32 {
    console.log("splitting among " + guests.toString());
    return cents / guests;
  }
}

export const splitter = new EvenSplitter();
