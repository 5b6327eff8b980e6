// A guest that greets, for a manifest in a file.

export { RESULT as ngixi_area } from "./host/ngixi";
export * from "./host/greeterExports";
