/** So many characters at most, and none of them half. */
export function cut(text: string, most: number): string {
  return [...text.slice(0, 2 * most)].slice(0, most).join("");
}
