/** Describes an element so that a developer can find it: `<div#modal.radix-overlay>`. */
export function describeElement(element: Element): string {
  const { localName, id, classList } = element;
  // Utility frameworks give an element dozens of classes.
  const classes = [...classList].slice(0, 3).map((name) => `.${name}`);
  return `<${localName}${id && `#${id}`}${classes.join("")}>`;
}
