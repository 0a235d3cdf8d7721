import { describe } from "vitest";
import { casesOfCoveredWindows } from "./cases/covered-windows.ts";
import { casesOfDeadWindows } from "./cases/dead-windows.ts";
import { casesOfFramesThatFail } from "./cases/frames-that-fail.ts";
import { casesOfIdentityAndPaypal } from "./cases/identity-and-paypal.ts";
import { casesOfLoadingAndPaying } from "./cases/loading-and-paying.ts";
import { casesOfPopups } from "./cases/popups.ts";
import { casesOfRedirects } from "./cases/redirects.ts";
import { useCheckout } from "./checkout.ts";
import { playwrightEngine } from "./playwright.ts";
import { firefoxEngine } from "./puppeteer.ts";
import { webkitGtkEngine } from "./webkitgtk.ts";

/** What `npm run test:engines` has found: a program for each, and by what it is driven. */
const found = JSON.parse(process.env.ENGINES ?? "[]") as {
  name: string;
  driver: "playwright" | "bidi" | "webdriver";
  paths: [string, string?];
}[];
const start = {
  playwright: (name: string, [path]: [string, string?]) => playwrightEngine(name, path),
  bidi: (_: string, [path]: [string, string?]) => firefoxEngine(path),
  webdriver: (_: string, [driver, browser]: [string, string?]) => webkitGtkEngine(driver, browser ?? ""),
};

describe.each(found.map((engine) => [engine.name, engine] as const))("%s", (name, { driver, paths }) => {
  const checkout = useCheckout(name, () => start[driver](name, paths));
  casesOfLoadingAndPaying(checkout);
  casesOfRedirects(checkout);
  casesOfPopups(checkout);
  casesOfDeadWindows(checkout);
  casesOfFramesThatFail(checkout);
  casesOfCoveredWindows(checkout);
  casesOfIdentityAndPaypal(checkout);
});
