import tokens from "../ui/tokens.css?raw";

/** The colour of a token that is written as hexadecimal, for the browser's own surfaces, which no stylesheet reaches. */
export function tokenColour(name: string): string {
  const colour = new RegExp(`--${name}:\\s*(#[\\da-f]{6})`, "u").exec(tokens)?.[1];
  if (colour === undefined) throw new Error(`tokens.css has no hexadecimal --${name}`);
  return colour;
}
