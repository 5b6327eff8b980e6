import { SavedState } from "./hosting/savedState";
import { stock } from "./stock";

class ShopState extends SavedState {
  save(): Uint8Array {
    return Uint8Array.wrap(String.UTF8.encode(stock.write()));
  }

  load(state: Uint8Array): void {
    stock.read(String.UTF8.decodeUnsafe(state.dataStart, state.length));
  }
}

export const savedState: SavedState = new ShopState();
