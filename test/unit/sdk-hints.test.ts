// @vitest-environment node
import { expect, it } from "vitest";
import { sdkHints } from "../../src/index.ts";

const jquery = {
  rel: "preload",
  as: "script",
  href: "https://code.jquery.com/jquery-1.12.4.min.js",
  crossorigin: "anonymous",
  integrity: "sha256-ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ=",
};
const service = { rel: "preconnect", href: "https://service.iamport.kr" };

it("by default: both scripts, as loadIamport will ask for them, and a connection to PortOne's service", () => {
  const sdk = { rel: "preload", as: "script", href: "https://cdn.iamport.kr/js/iamport.payment-1.2.0.js" };
  expect(sdkHints()).toEqual([jquery, sdk, service]);
});

it("the v1 SDK needs no jQuery", () => {
  expect(sdkHints({ version: "v1" })).toEqual([
    { rel: "preload", as: "script", href: "https://cdn.iamport.kr/v1/iamport.js" },
    service,
  ]);
});

it("an SDK of another place has a service that isn't PortOne's, and a page may bring its own jQuery", () => {
  const options = { sdkUrl: "/iamport.js", sdkIntegrity: "sha256-x", jqueryUrl: false, nonce: "n" } as const;
  expect(sdkHints(options)).toEqual([
    {
      rel: "preload",
      as: "script",
      href: "/iamport.js",
      crossorigin: "anonymous",
      integrity: "sha256-x",
      nonce: "n",
    },
  ]);
});

it("a jQuery of another place isn't held to the hash of the default one", () => {
  expect(sdkHints({ jqueryUrl: "/jquery.js" })[0]).toEqual({
    rel: "preload",
    as: "script",
    href: "/jquery.js",
  });
});
