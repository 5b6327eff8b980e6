import { OutgoingRequest, http } from "./capabilities";
import { Asker } from "./host";

class TestAsker extends Asker {
  ask(url: string): i32 {
    const request = new OutgoingRequest("GET", url, [], 0, "billing", null);
    return http.start(request).value.receive().value.status();
  }
}

export const asker: Asker = new TestAsker();
