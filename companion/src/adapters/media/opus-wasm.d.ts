/** The same encoder compiled to WebAssembly: the native one crashes the process when its worker thread ends. */
declare module "@evan/opus/wasm/index.mjs" {
  export { Encoder } from "@evan/opus";
}
