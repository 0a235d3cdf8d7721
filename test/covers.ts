/** What dialog libraries of pages do to the payment window, each by name; run in a page. */
export const coversOfPages: [what: string, cover: () => void][] = [
  [
    "pointer events are off for the whole body",
    () => document.body.style.setProperty("pointer-events", "none"),
  ],
  [
    "everything in the body is inert and hidden from screen readers",
    () => {
      for (const child of document.body.children) {
        child.setAttribute("inert", "");
        child.setAttribute("aria-hidden", "true");
      }
    },
  ],
  [
    "a layer with the highest z-index",
    () => {
      const layer = document.body.appendChild(document.createElement("div"));
      layer.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff";
    },
  ],
  [
    "a popover",
    () => {
      const layer = document.body.appendChild(document.createElement("div"));
      layer.popover = "manual";
      layer.style.cssText = "width:100%;height:100%";
      layer.showPopover();
    },
  ],
];
