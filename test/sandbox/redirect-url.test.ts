import { expect, test } from "vitest";
import { redirectUrl } from "../../src/sandbox/sdk/redirect-url.ts";

const answer = { imp_uid: "imp_1", error_msg: null, merchant_uid: "가 &1" };
const query = "imp_uid=imp_1&merchant_uid=%EA%B0%80%20%261";

test.each([
  ["https://shop.example/done", `https://shop.example/done?${query}`],
  ["https://shop.example/done?", `https://shop.example/done?${query}`],
  ["https://shop.example/done?a=1&b=2", `https://shop.example/done?a=1&b=2&${query}`],
  ["https://shop.example/done?a=1&", `https://shop.example/done?a=1&${query}`],
  ["https://shop.example/#/done?x=1", `https://shop.example/?${query}#/done?x=1`],
  ["https://shop.example/done#a#b", `https://shop.example/done?${query}#a#b`],
  ["myapp://done", `myapp://done?${query}`],
])("%s", (url, expected) => {
  expect(redirectUrl(url, answer)).toBe(expected);
});

test.each([
  "javascript:alert(1)",
  " JavaScript:alert(1)",
  "java\nscript:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "/done",
  "",
])("%j is nowhere to send a browser", (url) => {
  expect(redirectUrl(url, answer)).toBeNull();
});
