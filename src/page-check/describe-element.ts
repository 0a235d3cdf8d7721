/** An element as a developer finds it: `<div#modal.radix-overlay>`. */
export function describeElement(element: Element): string {
  const { localName, id, classList } = element;
  // A utility framework gives an element dozens.
  const classes = [...classList].slice(0, 3).map((name) => `.${name}`);
  return `<${localName}${id && `#${id}`}${classes.join("")}>`;
}
