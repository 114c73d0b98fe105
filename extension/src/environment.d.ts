/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The browser this build is for; a constant, so that the other's code is dropped. */
  readonly BROWSER: "chrome" | "firefox";
}
