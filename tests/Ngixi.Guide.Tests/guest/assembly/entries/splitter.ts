// The guest of a page: in a project of its own, its entry file is the stubs' exports.ts.

export { RESULT as ngixi_area } from "../host/ngixi";
export * from "../host/splitterExports";
