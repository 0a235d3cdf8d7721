/** The text's first characters, so many at most. One of two UTF-16 units counts once, and isn't cut in half. */
export function cut(text: string, most: number): string {
  return [...text.slice(0, 2 * most)].slice(0, most).join("");
}
