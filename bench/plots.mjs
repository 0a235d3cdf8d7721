// The measurements as pictures.
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";

const { document } = new JSDOM().window;
const ours = "iamport-request-pay";

/** Legible on white and on black. */
const palette = ["#1a7f5a", "#c2571a", "#4269d0", "#a463b0", "#8a8a2e"];
const look = `
  svg { color: #1f2328; background: #ffffff; font: 13px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; } }`;

/** The names in the order in which they come: ours first, which gives it the first colour. @param {{ name: string }[]} rows */
const namesOf = (rows) => [...new Set(rows.map(({ name }) => name))];

/** @param {Plot.PlotOptions} options */
function draw(options) {
  const svg = Plot.plot({ document, width: 760, style: "overflow: visible", ...options });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = look;
  svg.append(style);
  // An image has no page around it to give it a margin.
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  svg.setAttribute("viewBox", `-10 -10 ${width + 20} ${height + 20}`);
  return svg.outerHTML;
}

/**
 * The names in their colours, one under the other, in the corner of the first of the facets: lines climb away from it.
 *
 * @param {{ name: string }[]} rows
 * @param {string} facet the field that tells facets apart
 */
function legend(rows, facet) {
  const first = [...new Set(rows.map((row) => row[facet]))].sort()[0];
  return namesOf(rows).map((name, index, names) =>
    Plot.text([name], {
      ...{ fx: () => first, text: [name], fill: () => name, fontWeight: "bold" },
      ...{ frameAnchor: "bottom-right", dx: -8, dy: -10 - 17 * (names.length - 1 - index) },
    }),
  );
}

/** @param {Awaited<ReturnType<typeof import("./size.mjs").measureSize>>} size */
export function drawSize({ ours: rows, peers }) {
  const bars = [
    ...rows.map((row) => ({ ...row, whose: ours })),
    ...peers.map((row) => ({ ...row, whose: "others" })),
  ];
  return draw({
    height: 30 + 24 * bars.length,
    marginLeft: 370,
    marginRight: 70,
    marginBottom: 45,
    x: { label: "bytes, minified and gzipped", grid: true },
    y: { label: null, domain: bars.map(({ name }) => name) },
    color: { domain: [ours, "others"], range: palette },
    marks: [
      Plot.barX(bars, { x: "gzip", y: "name", fill: "whose" }),
      Plot.text(bars, {
        x: "gzip",
        y: "name",
        text: (d) => `${d.gzip.toLocaleString("en")} B`,
        dx: 4,
        textAnchor: "start",
      }),
    ],
  });
}

/** @param {Awaited<ReturnType<typeof import("./loading.mjs").measureLoading>>} loading */
export function drawLoading({ cells }) {
  const cold = cells
    .filter(({ cache }) => cache === "cold")
    .map(({ usable, ...cell }) => ({ ...cell, ...usable, wait: `${cell.latency} ms on every request` }));
  return drawWaits(
    cold,
    "milliseconds from the call to a usable window.IMP, cold cache: median and middle half",
  );
}

/** @param {Awaited<ReturnType<typeof import("./opening.mjs").measureOpening>>} opening */
export function drawOpening({ cells }) {
  const rows = cells.map(({ opened, ...cell }) => ({
    ...cell,
    ...opened,
    wait: `round trips of ${cell.roundTrip} ms`,
  }));
  return drawWaits(
    rows,
    "milliseconds from the navigation to a loaded payment frame: median and middle half",
  );
}

/**
 * Times of several ways to the same, a facet for each distance.
 *
 * @param {{ name: string, wait: string, median: number, low: number, high: number }[]} rows
 * @param {string} label of the axis
 */
function drawWaits(rows, label) {
  return draw({
    height: 60 + 150 * new Set(rows.map(({ wait }) => wait)).size,
    marginBottom: 45,
    insetTop: 20,
    marginLeft: 270,
    marginRight: 60,
    x: { label, grid: true, zero: true },
    y: { label: null, domain: namesOf(rows) },
    fy: { label: null, domain: [...new Set(rows.map(({ wait }) => wait))], axis: null },
    color: { domain: namesOf(rows), range: palette },
    marks: [
      Plot.text(
        rows,
        Plot.selectFirst({
          fy: "wait",
          text: "wait",
          frameAnchor: "top-right",
          dx: -4,
          dy: 2,
          fontWeight: "bold",
        }),
      ),
      Plot.ruleY(rows, {
        fy: "wait",
        y: "name",
        x1: "low",
        x2: "high",
        stroke: "name",
        strokeWidth: 6,
        strokeOpacity: 0.35,
      }),
      Plot.dot(rows, { fy: "wait", y: "name", x: "median", fill: "name", r: 5 }),
      Plot.text(rows, {
        fy: "wait",
        y: "name",
        x: "high",
        text: (d) => d.median.toFixed(0),
        dx: 10,
        textAnchor: "start",
      }),
    ],
  });
}

/** @param {Awaited<ReturnType<typeof import("./click.mjs").measureClick>>} click */
export function drawClick({ cells }) {
  const rows = cells.flatMap(({ slowdown, which, name, toWindow, busy }) => {
    const when = `${which === "first" ? "first click" : "later clicks"}, ${slowdown === 1 ? "full speed" : `CPU ${slowdown} times slower`}`;
    return [
      { name, ...toWindow, what: `to the frame's message: ${when}` },
      { name, ...busy, what: `main thread busy: ${when}` },
    ];
  });
  return draw({
    height: 60 + 112 * new Set(rows.map(({ what }) => what)).size,
    marginBottom: 45,
    insetTop: 22,
    marginLeft: 160,
    marginRight: 60,
    x: { label: "milliseconds: median and middle half", grid: true, zero: true },
    y: { label: null },
    fy: { label: null, axis: null, domain: [...new Set(rows.map(({ what }) => what))] },
    color: { domain: namesOf(rows), range: palette },
    marks: [
      Plot.text(
        rows,
        Plot.selectFirst({
          fy: "what",
          text: "what",
          frameAnchor: "top-right",
          dx: -4,
          dy: 0,
          fontWeight: "bold",
        }),
      ),
      Plot.ruleY(rows, {
        fy: "what",
        y: "name",
        x1: "low",
        x2: "high",
        stroke: "name",
        strokeWidth: 6,
        strokeOpacity: 0.35,
      }),
      Plot.dot(rows, { fy: "what", y: "name", x: "median", fill: "name", r: 5 }),
      Plot.text(rows, {
        fy: "what",
        y: "name",
        x: "high",
        text: (d) => d.median.toFixed(2),
        dx: 10,
        textAnchor: "start",
      }),
    ],
  });
}

/** @param {Awaited<ReturnType<typeof import("./landing.mjs").measureLanding>>} landing */
export function drawLanding({ cells }) {
  const rows = cells.flatMap(({ kind, length, ours: mine, alone }) => [
    { kind, length, name: "parseRedirect", milliseconds: mine.median },
    { kind, length, name: "URLSearchParams alone", milliseconds: alone.median },
  ]);
  return draw({
    height: 320,
    marginLeft: 60,
    marginBottom: 45,
    marginRight: 30,
    x: { label: "characters of the query", type: "log", grid: true, tickFormat: "~s" },
    y: { label: "milliseconds", type: "log", grid: true, tickFormat: (value) => `${value}` },
    fx: { label: null },
    color: { domain: namesOf(rows), range: palette },
    marks: [
      Plot.line(rows, { fx: "kind", x: "length", y: "milliseconds", stroke: "name", strokeWidth: 2 }),
      Plot.dot(rows, { fx: "kind", x: "length", y: "milliseconds", fill: "name" }),
      legend(rows, "kind"),
    ],
  });
}

/** @param {Awaited<ReturnType<typeof import("./verification.mjs").measureVerification>>} verification */
export function drawVerification({ cells }) {
  const rows = cells.map(({ perSecond, latency, ...cell }) => ({
    ...cell,
    wait: `${latency} ms on every answer`,
    rate: perSecond.median,
  }));
  return draw({
    height: 360,
    marginTop: 45,
    marginLeft: 60,
    marginRight: 30,
    marginBottom: 45,
    x: {
      label: "verifications at a time",
      type: "log",
      ticks: [...new Set(rows.map(({ atOnce }) => atOnce))],
      tickFormat: "d",
    },
    y: { label: "verifications a second", type: "log", grid: true },
    fx: { label: null },
    color: { domain: namesOf(rows), range: palette },
    marks: [
      Plot.line(rows, { fx: "wait", x: "atOnce", y: "rate", stroke: "name", strokeWidth: 2 }),
      Plot.dot(rows, { fx: "wait", x: "atOnce", y: "rate", fill: "name" }),
      legend(rows, "wait"),
    ],
  });
}
