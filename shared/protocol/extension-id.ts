/** Chrome derives it from the public key in `extension/manifest.json` (SHA-256, its first 16 bytes written with the letters a to p). */
export const chromeExtensionId = "ojfafkpgfbgnfaebhmbmfbaiknkdachd";

/** Firefox takes it from the manifest; pages show a UUID of the installation instead, so it never stands in an `Origin`. */
export const firefoxExtensionId = "twp@twp.example";
