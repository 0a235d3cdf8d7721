import { describe, expect, it } from "vitest";
import { checkCertification } from "../../src/certification/check-certification.ts";
import { toCertificationResult } from "../../src/certification/result.ts";

const ids = { imp_uid: "imp_1", merchant_uid: "verify-1" };
const asked = { merchant_uid: "verify-1" };

describe("what an answer to an identity verification proves", () => {
  it.each([
    ["a yes", { success: true, ...ids }, true, "authenticated"],
    ["a yes that leaves the request out", { success: true, imp_uid: "imp_1" }, true, "authenticated"],
    ["a no with a reason", { success: false, ...ids, error_msg: "cancelled" }, false, "failed"],
    ["a no without one", { success: false, ...ids, error_code: "", error_msg: "" }, false, "unknown"],
    ["both IDs and no flag, as a payment's by the v1 SDK", ids, false, "unknown"],
    ["a yes without an ID of PortOne's", { success: true, merchant_uid: "verify-1" }, false, "unknown"],
    ["a yes with an error", { success: true, ...ids, error_code: "E1" }, false, "unknown"],
    ["nothing", {}, false, "unknown"],
  ])("%s", (_, answer, success, outcome) => {
    expect(toCertificationResult(answer, "callback", asked)).toMatchObject({
      success,
      outcome,
      merchant_uid: "verify-1",
      response: answer,
    });
  });

  it("another request's answer is a mismatch, and says nothing of this one", () => {
    const answer = { success: true, ...ids, merchant_uid: "verify-2" };
    expect(toCertificationResult(answer, "callback", asked)).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "MISMATCH",
      imp_uid: null,
      merchant_uid: "verify-1",
    });
  });

  it("that a popup was closed proves nothing on a page that can't see its popups", () => {
    const answer = { success: false, ...ids, error_msg: "closed" };
    const isPopupCutOff = true;
    expect(toCertificationResult(answer, "callback", { ...asked, isPopupCutOff }).outcome).toBe("unknown");
    const yes = { success: true, ...ids };
    expect(toCertificationResult(yes, "callback", { ...asked, isPopupCutOff }).success).toBe(true);
  });
});

describe("an identity verification's parameters", () => {
  const paths = (params: unknown, knowsChannels = true) =>
    checkCertification(params, knowsChannels)
      .issues.filter(({ severity }) => severity === "error")
      .map(({ path }) => path);

  it.each([
    ["an empty ID", { merchant_uid: "" }, ["merchant_uid"]],
    ["an address that shows no page", { m_redirect_url: "javascript:alert(1)" }, ["m_redirect_url"]],
    ["what JSON can't carry", { min_age: 19n }, ["min_age"]],
    ["a gateway that is no text", { pg: ["danal"] }, ["pg"]],
    ["nothing at all", undefined, []],
    ["a name that is no text", { name: 7 }, []],
  ])("%s", (_, params, expected) => {
    expect(paths(params)).toEqual(expected);
  });

  it("a channel stops it where the SDK doesn't know channels", () => {
    expect(paths({ channelKey: "channel-key-1" }, false)).toEqual(["channelKey"]);
    expect(paths({ channelKey: "channel-key-1" }, true)).toEqual([]);
  });

  it("reads what is certain to be meant", () => {
    const { given } = checkCertification(
      { merchant_uid: 7, name: "", phone: null, m_redirect_url: "/v" },
      true,
    );
    expect(given).toEqual({ merchant_uid: "7", m_redirect_url: "https://shop.example/v" });
  });

  it("no finding repeats what came", () => {
    const secret = "홍길순 01098765432";
    const wrong = {
      name: [secret],
      phone: { secret },
      buyer_name: secret,
      merchant_uid: secret.repeat(9),
      x: 1n,
    };
    const { issues } = checkCertification({ ...wrong, m_redirect_url: `data:${secret}` }, false);
    expect(issues.length).toBeGreaterThan(1);
    for (const { message } of issues) expect(message).not.toMatch(/길순|0109/);
  });
});
