// A shop with a key, whose state outlives it.

export { RESULT as ngixi_area } from "./host/ngixi";
export * from "./host/shopExports";
export * from "./hosting/savedStateExports";
