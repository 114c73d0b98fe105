/** The same codec compiled to WebAssembly: the native one crashes the process when its worker thread ends. */
declare module "@evan/opus/wasm/index.mjs" {
  export { Decoder, Encoder } from "@evan/opus";
}
