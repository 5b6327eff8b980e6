import { OutgoingRequest, http } from "./capabilities";
import { Weather } from "./host";

class ServedWeather extends Weather {
  ask(url: string): string {
    const started = http.start(
      new OutgoingRequest("GET", url, [], 0, null, null),
    );
    if (!started.isOk) return started.message;
    const received = started.value.receive();
    started.value.free();
    if (!received.isOk) return received.message;
    const response = received.value;
    const buffer = new Uint8Array(1024);
    const length = response.read(buffer);
    const text = String.UTF8.decodeUnsafe(buffer.dataStart, max(length, 0));
    const status = response.status().toString();
    response.free();
    return status + ": " + text;
  }
}

export const weather = new ServedWeather();
