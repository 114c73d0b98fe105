// Builds the extension for Chrome and for Firefox into dist/chrome and dist/firefox.
import { install } from "./project.js";
import { buildExtension } from "./extension.js";

install();
buildExtension();
