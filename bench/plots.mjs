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

/** @param {Awaited<ReturnType<typeof import("./size.mjs").measureSize>>} size */
export function drawSize({ ours: rows, peers }) {
  const bars = [
    ...rows.map((row) => ({ ...row, whose: ours })),
    ...peers.map((row) => ({ ...row, whose: "others" })),
  ];
  return draw({
    height: 30 + 24 * bars.length,
    marginLeft: 330,
    marginRight: 70,
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
  return draw({
    height: 60 + 110 * new Set(cold.map(({ latency }) => latency)).size,
    marginLeft: 230,
    marginRight: 60,
    x: {
      label: "milliseconds from the call to a usable window.IMP, cold cache: median and middle half",
      grid: true,
      zero: true,
    },
    y: { label: null, domain: [...new Set(cold.map(({ name }) => name))] },
    fy: { label: null, domain: [...new Set(cold.map(({ wait }) => wait))], axis: null },
    color: { range: palette },
    marks: [
      Plot.text(
        cold,
        Plot.selectFirst({
          fy: "wait",
          text: "wait",
          frameAnchor: "top-right",
          dx: -4,
          dy: 2,
          fontWeight: "bold",
        }),
      ),
      Plot.ruleY(cold, {
        fy: "wait",
        y: "name",
        x1: "low",
        x2: "high",
        stroke: "name",
        strokeWidth: 6,
        strokeOpacity: 0.35,
      }),
      Plot.dot(cold, { fy: "wait", y: "name", x: "median", fill: "name", r: 5 }),
      Plot.text(cold, {
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
  const rows = cells.flatMap(({ slowdown, name, toWindow, busy }) => [
    {
      name,
      ...toWindow,
      what: `click to the frame's message, ${slowdown === 1 ? "full speed" : `${slowdown} times slower`}`,
    },
    {
      name,
      ...busy,
      what: `main thread busy, ${slowdown === 1 ? "full speed" : `${slowdown} times slower`}`,
    },
  ]);
  return draw({
    height: 60 + 64 * new Set(rows.map(({ what }) => what)).size,
    marginLeft: 160,
    marginRight: 60,
    x: { label: "milliseconds: median and middle half", grid: true, zero: true },
    y: { label: null },
    fy: { label: null, axis: null, domain: [...new Set(rows.map(({ what }) => what))] },
    color: { domain: [ours, "IMP.request_pay"], range: palette },
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
    marginRight: 150,
    x: { label: "characters of the query", type: "log", grid: true, tickFormat: "~s" },
    y: { label: "milliseconds", type: "log", grid: true },
    fx: { label: null },
    color: { range: palette },
    marks: [
      Plot.line(rows, { fx: "kind", x: "length", y: "milliseconds", stroke: "name", strokeWidth: 2 }),
      Plot.dot(rows, { fx: "kind", x: "length", y: "milliseconds", fill: "name" }),
      Plot.text(
        rows,
        Plot.selectLast({
          ...{ fx: "kind", x: "length", y: "milliseconds", z: "name", text: "name", fill: "name" },
          ...{ textAnchor: "start", dx: 8, filter: (d) => d.kind === "one long value" },
          dy: (d) => (d.name === "parseRedirect" ? -7 : 7),
        }),
      ),
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
    height: 340,
    marginLeft: 60,
    marginRight: 30,
    marginTop: 60,
    x: {
      label: "verifications at a time",
      type: "log",
      ticks: [...new Set(rows.map(({ atOnce }) => atOnce))],
      tickFormat: "d",
    },
    y: { label: "verifications a second", type: "log", grid: true },
    fx: { label: null },
    color: { range: palette },
    marks: [
      Plot.line(rows, { fx: "wait", x: "atOnce", y: "rate", stroke: "name", strokeWidth: 2 }),
      Plot.dot(rows, { fx: "wait", x: "atOnce", y: "rate", fill: "name" }),
      Plot.text([...new Set(rows.map(({ name }) => name))], {
        ...{
          text: (name) => name,
          fill: (name) => name,
          frameAnchor: "top-left",
          textAnchor: "start",
          fontWeight: "bold",
        },
        ...{ fx: () => rows[0].wait, dx: (_, index) => index * 150, dy: -45 },
      }),
    ],
  });
}
