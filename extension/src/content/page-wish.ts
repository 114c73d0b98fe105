/** A page may ask for its numbers to be left alone, as phones have respected it for years. */
export function pageForbidsNumbers(): boolean {
  const wish = document.querySelector<HTMLMetaElement>('meta[name="format-detection" i]');
  return /telephone\s*=\s*no/iu.test(wish?.content ?? "");
}
