// @vitest-environment node
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { useRequestPay } from "../../src/react/index.ts";

const isReact18 = process.env.FRAMEWORK_RELEASE === "18";

function Page({ version }: { version?: string }) {
  const { status } = useRequestPay("imp00000000", { version, nonce: "once" });
  return (
    <html lang="ko">
      <head />
      <body>{status}</body>
    </html>
  );
}

/** What the page's head asks for. */
function askedFor(page: React.ReactElement): string[] {
  const [, head = ""] = /<head>(.*)<\/head>/.exec(renderToString(page)) ?? [];
  return head.match(/<link [^>]*>/g) ?? [];
}

it("is loading there, and asks for the SDK in the head of the page where React can", () => {
  expect(renderToString(<Page />)).toContain("<body>loading</body>");
  // React 18 has no way to say so.
  const inHead = isReact18
    ? []
    : [
        expect.stringMatching(/preconnect.*https:\/\/service\.iamport\.kr"/),
        expect.stringMatching(/preload.*\/jquery-1\.12\.4\.min\.js".*integrity="sha256-.*nonce="once"/),
        expect.stringMatching(/preload.*https:\/\/cdn\.iamport\.kr\/js\/iamport\.payment-1\.2\.0\.js"/),
      ];
  expect(askedFor(<Page />)).toEqual(inHead);
});

it("asks for the SDK that the page's options name", () => {
  const inHead = isReact18
    ? []
    : [
        expect.stringContaining("preconnect"),
        expect.stringContaining("https://cdn.iamport.kr/v1/iamport.js"),
      ];
  expect(askedFor(<Page version="v1" />)).toEqual(inHead);
});
