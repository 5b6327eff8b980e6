import { http } from "../../../guest-templates/quickstart/assembly/host";

/** Fetches from a server of this machine, and sends it what it got. */
export function fetch(port: i32, count: i32): i32 {
  let sum = 0;
  const server = "http://127.0.0.1:" + port.toString();
  for (let i = 0; i < count; i++) {
    const response = http.request("GET", server + "/greeting", new Uint8Array(0));
    if (response === null) return -1;
    const body = new Uint8Array(64);
    const length = response.read(body);
    response.free();
    const echo = http.request("POST", server + "/echo", body.subarray(0, length));
    if (echo === null) return -2;
    sum += echo.read(body) + echo.status();
    echo.free();
  }
  return sum;
}
