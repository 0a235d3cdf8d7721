import { describe, expect, it } from "vitest";
import { openShop, postJson } from "./open-shop.ts";

async function openAgeCheck() {
  const shop = await openShop();
  const post = async (path: string, body: unknown) =>
    (await postJson(`${shop.sandboxUrl}${path}`, body)).body;
  /** A customer with a browser of their own. */
  const createCustomer = () => {
    let cookie = "";
    return {
      begin: async () => {
        const made = await postJson(`${shop.url}/age-check`, {}, "POST", cookie);
        cookie = made.cookie;
        return made.body.merchant_uid as string;
      },
      complete: async (report: object) =>
        (await postJson(`${shop.url}/age-check/complete`, report, "POST", cookie)).body.status,
      landedPage: (query: string) =>
        fetch(`${shop.url}/age-check/landed?${query}`, { headers: { cookie, accept: "text/html" } }),
      land: async (query: string) => {
        const landed = await fetch(`${shop.url}/age-check/landed?${query}`, {
          headers: { cookie },
          redirect: "manual",
        });
        return new URL(landed.headers.get("location") ?? "", shop.url).searchParams.get("said");
      },
      page: async (query = "") =>
        (await fetch(`${shop.url}/age-check?lang=ko${query}`, { headers: { cookie } })).text(),
    };
  };
  return {
    ...shop,
    createCustomer,
    /** The window. Its `imp_uid`. */
    certify: async (merchant_uid: string): Promise<string> => {
      const { impUid } = await post("/payments/open", {
        action: "certification",
        userCode: "imp00000000",
        provider: "danal",
        sdk: "1.2.0",
        shopOrigin: shop.url,
        data: { merchant_uid },
      });
      await post(`/gateway/${impUid}/answer`, { decision: "approve" });
      return impUid;
    },
    /** A verification by SMS, of somebody born on that day. */
    certifyBornOn: async (merchant_uid: string, birth: string): Promise<string> => {
      const call = async (path: string, body: object, authorization = "") => {
        const headers = { "content-type": "application/json", authorization };
        const sent = { method: "POST", headers, body: JSON.stringify(body) };
        return (await (await fetch(`${shop.sandboxUrl}${path}`, sent)).json()).response;
      };
      const { access_token } = await call("/users/getToken", {
        imp_key: "imp_apikey",
        imp_secret: "imp_secret",
      });
      const person = {
        merchant_uid,
        name: "성춘향",
        phone: "01098765432",
        birth,
        gender_digit: "4",
        carrier: "KT",
      };
      const { imp_uid } = await call("/certifications/otp/request", person, access_token);
      await call(`/certifications/otp/confirm/${imp_uid}`, { otp: "123456" }, access_token);
      return imp_uid;
    },
  };
}

describe("the age check", () => {
  it("lets an adult see the page, keeps whether they are one, and has PortOne forget the rest", async () => {
    const shop = await openAgeCheck();
    const customer = shop.createCustomer();
    const merchant_uid = await customer.begin();
    expect(await customer.page()).toContain("휴대폰으로 본인인증하기");
    const imp_uid = await shop.certify(merchant_uid);
    expect(await customer.complete({ imp_uid, merchant_uid })).toBe("adult");
    expect(await customer.page()).toContain("성인 인증 완료");
    await expect(shop.client.getCertification(imp_uid)).rejects.toMatchObject({ status: 404 });
    // Told again, it is what the books say.
    expect(await customer.complete({ imp_uid, merchant_uid })).toBe("adult");
    const { rows } = await shop.db.query("select to_jsonb(age_checks) as kept from age_checks");
    const kept = ["created_at", "customer", "imp_uid", "is_adult", "merchant_uid"];
    expect(rows.map((row) => Object.keys(row.kept).sort())).toEqual([kept]);
  });

  it("goes by the year of birth", async () => {
    const shop = await openAgeCheck();
    const year = new Date(Date.now() + 9 * 60 * 60_000).getUTCFullYear();
    for (const [born, verdict] of [
      [`${year - 19}-12-31`, "adult"],
      [`${year - 18}-01-01`, "minor"],
    ] as const) {
      const customer = shop.createCustomer();
      const merchant_uid = await customer.begin();
      const imp_uid = await shop.certifyBornOn(merchant_uid, born);
      expect(await customer.complete({ imp_uid, merchant_uid })).toBe(verdict);
      expect((await customer.page()).includes("성인 인증 완료")).toBe(verdict === "adult");
    }
  });

  it("comes back on a phone by the landing page's address", async () => {
    const shop = await openAgeCheck();
    const customer = shop.createCustomer();
    const merchant_uid = await customer.begin();
    const imp_uid = await shop.certify(merchant_uid);
    expect(await customer.land(`imp_uid=${imp_uid}&merchant_uid=${merchant_uid}&success=true`)).toBe("adult");
  });

  it("believes no address, and nobody else's verification", async () => {
    const shop = await openAgeCheck();
    const [adult, other] = [shop.createCustomer(), shop.createCustomer()];
    const [theirs, own] = [await adult.begin(), await other.begin()];
    const imp_uid = await shop.certify(theirs);
    expect(await other.complete({ imp_uid, merchant_uid: theirs })).toBe("failed");
    expect(await other.complete({ imp_uid, merchant_uid: own })).toBe("failed");
    expect(await other.complete({ imp_uid })).toBe("failed");
    expect(await other.land(`imp_uid=${imp_uid}&merchant_uid=${theirs}&success=true`)).toBe("failed");
    expect(await other.page("&said=adult")).toContain("휴대폰으로 본인인증하기");
    // It was not used up by them.
    expect(await adult.complete({ imp_uid, merchant_uid: theirs })).toBe("adult");
  });

  it("while PortOne is away, a phone that comes back is shown a page that asks again, and nothing is lost", async () => {
    const shop = await openAgeCheck();
    const customer = shop.createCustomer();
    const merchant_uid = await customer.begin();
    const imp_uid = await shop.certify(merchant_uid);
    await shop.faults({ kind: "error", path: "/certifications", times: 100 });
    const query = `lang=ko&imp_uid=${imp_uid}&merchant_uid=${merchant_uid}&success=true`;
    const landed = await customer.landedPage(query);
    expect(landed.status).toBe(503);
    const page = await landed.text();
    expect(page).toContain("지금은 응답할 수 없습니다");
    expect(page).toContain(`url=/age-check/landed?${query.replace(/&/g, "&amp;")}`);
    await shop.faults();
    expect(await customer.land(query)).toBe("adult");
  });
});
