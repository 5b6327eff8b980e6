import { keyValue } from "./capabilities";
import { Visits } from "./host";

class StoredVisits extends Visits {
  add(page: string): i64 {
    // The store counts, so that no instance loses what another counted.
    return keyValue.increment("visits/" + page, 1, null).value;
  }
}

export const visits = new StoredVisits();
