import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type Certification,
  type CertificationVerification,
  createIamportClient,
  type ExpectedCertification,
  IamportApiError,
  readAge,
  verifyCertification,
} from "../../src/server/index.ts";
import { listeningPortone } from "./listening-portone.ts";

vi.mock("../../src/server/pause-unless.ts", () => ({ pauseUnless: async () => undefined }));

afterEach(() => {
  vi.useRealTimers();
});

const person = { name: "성춘향", phone: "01098765432", carrier: "KT" };

/** A store such as a shop's: a verification belongs to the request that came first. */
function createStore() {
  const claimed = new Map<string, string>();
  const claim = vi.fn((imp_uid: string, merchant_uid: string) => {
    if (!claimed.has(imp_uid)) claimed.set(imp_uid, merchant_uid);
    return claimed.get(imp_uid) === merchant_uid;
  });
  return { claim };
}

describe("an identity verification", () => {
  it("of this request, just made: who it is, by name", async () => {
    const portone = await listeningPortone();
    const { claim } = createStore();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    const verification = await verifyCertification(
      portone.client(),
      { imp_uid, merchant_uid: "check-1" },
      { claim },
    );
    expect(verification.status).toBe("certified");
    const { certification } = verification;
    expect(certification?.name).toBe(person.name);
    expect(certification?.phone).toBe(person.phone);
    expect(certification?.birthday).toBe("1990-01-01");
    expect(certification?.unique_key).toMatch(/^.{88}$/);
    expect(certification).toMatchObject({ imp_uid, merchant_uid: "check-1", certified: true });
    expect(claim.mock.calls).toEqual([[imp_uid, "check-1"]]);
  });

  it.each<[string, { merchant_uid?: unknown; imp_uid?: unknown }, string]>([
    ["somebody else's, reported for this request", { merchant_uid: "check-2" }, "merchant_uid"],
    ["for a request that has no ID", { merchant_uid: undefined }, "merchant_uid"],
    ["for a request with an empty ID", { merchant_uid: "" }, "merchant_uid"],
    ["that PortOne doesn't know", { imp_uid: "imp_000000000000" }, "unknown_certification"],
    ["whose ID is none of PortOne's", { imp_uid: "../users/getToken" }, "unknown_certification"],
    ["that is not named", { imp_uid: undefined }, "unknown_certification"],
  ])("%s is forged, and claims nothing", async (_, report, reason) => {
    const portone = await listeningPortone();
    const { claim } = createStore();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    const request = { imp_uid, merchant_uid: "check-1", ...report } as {
      imp_uid: string;
      merchant_uid: string;
    };
    const verification = await verifyCertification(portone.client(), request, { claim });
    expect(verification).toMatchObject({ status: "forged", reason });
    expect(claim).not.toHaveBeenCalled();
  });

  it("without a merchant_uid answers no request, not even one without", async () => {
    const client = {
      getCertification: async () =>
        ({ merchant_uid: undefined, certified: true }) as unknown as Certification,
    };
    const request = { imp_uid: "imp_1", merchant_uid: undefined as unknown as string };
    const { claim } = createStore();
    expect(await verifyCertification(client, request, { claim })).toMatchObject({ reason: "merchant_uid" });
  });

  it("is used once: another request can't have it, and its own may ask again", async () => {
    const portone = await listeningPortone();
    const store = createStore();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    const verify = (expected: ExpectedCertification) =>
      verifyCertification(portone.client(), { imp_uid, merchant_uid: "check-1" }, expected);
    expect((await verify(store)).status).toBe("certified");
    expect((await verify(store)).status).toBe("certified");
    expect((await verify({ claim: () => false })).status).toBe("used");
    expect((await verify({ claim: (() => "yes") as unknown as () => boolean })).status).toBe("used");
  });

  it("of two requests at once only one has it", async () => {
    const portone = await listeningPortone();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    let free = true;
    const claim = async () => {
      const was = free;
      free = false;
      return was;
    };
    const both = await Promise.all(
      [1, 2].map(() =>
        verifyCertification(portone.client(), { imp_uid, merchant_uid: "check-1" }, { claim }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["certified", "used"]);
  });

  it("of more than ten minutes ago has expired, and is not claimed; how long is the shop's to say", async () => {
    const portone = await listeningPortone();
    const { claim } = createStore();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    const request = { imp_uid, merchant_uid: "check-1" };
    const verify = (maxAge?: number) => verifyCertification(portone.client(), request, { claim, maxAge });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
    expect((await verify()).status).toBe("expired");
    expect(claim).not.toHaveBeenCalled();
    expect((await verify(60 * 60_000)).status).toBe("certified");
  });

  it("with a time that is none, or far ahead, is not taken for a recent one", async () => {
    const { claim } = createStore();
    for (const certified_at of [0, null, undefined, Number.NaN, "soon", Date.now() / 1000 + 3600]) {
      const certification = {
        merchant_uid: "check-1",
        certified: true,
        certified_at,
      } as unknown as Certification;
      const client = { getCertification: async () => certification };
      const request = { imp_uid: "imp_1", merchant_uid: "check-1" };
      expect((await verifyCertification(client, request, { claim })).status).toBe("expired");
    }
    expect(claim).not.toHaveBeenCalled();
  });

  it("that the person hasn't passed is none", async () => {
    const certification = { merchant_uid: "check-1", certified: false } as Certification;
    const { claim } = createStore();
    const client = { getCertification: async () => certification };
    const request = { imp_uid: "imp_1", merchant_uid: "check-1" };
    expect((await verifyCertification(client, request, { claim })).status).toBe("failed");
    expect(claim).not.toHaveBeenCalled();
  });

  it("has to be the account's own person, where that is known", async () => {
    const portone = await listeningPortone();
    const { claim } = createStore();
    const verify = async (merchant_uid: string, who: object, unique_key?: string) =>
      verifyCertification(
        portone.client(),
        { imp_uid: await portone.certify({ merchant_uid, ...who }), merchant_uid },
        { claim, unique_key },
      );
    const first = await verify("check-1", person);
    const unique_key = first.certification?.unique_key ?? "";
    expect((await verify("check-2", person, unique_key)).status).toBe("certified");
    const other = await verify("check-3", { ...person, name: "이몽룡" }, unique_key);
    expect(other).toMatchObject({ status: "forged", reason: "unique_key" });
  });

  it.each<[string, unknown]>([
    ["no claim", {}],
    ["a maxAge that is none", { claim: () => true, maxAge: Number.NaN }],
    ["a maxAge of nothing", { claim: () => true, maxAge: 0 }],
    ["an account's key that is empty", { claim: () => true, unique_key: "" }],
    ["an account's key that is null", { claim: () => true, unique_key: null }],
  ])("%s is the shop's mistake, and said so before PortOne is asked", async (_, expected) => {
    const portone = await listeningPortone();
    const request = { imp_uid: "imp_1", merchant_uid: "check-1" };
    const verify = verifyCertification(portone.client(), request, expected as ExpectedCertification);
    await expect(verify).rejects.toThrow(TypeError);
    expect(portone.asked).toEqual([]);
  });

  it("can't be told while PortOne can't be reached: nothing is claimed", async () => {
    const portone = await listeningPortone();
    const { claim } = createStore();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    for (const fault of [
      { kind: "error", status: 404 },
      { kind: "error" },
      { kind: "rubbish" },
      { kind: "drop" },
    ] as const) {
      await portone.faults({ ...fault, path: "/certifications", times: 100 });
      const verification = verifyCertification(
        portone.client(),
        { imp_uid, merchant_uid: "check-1" },
        { claim },
      );
      // The API's own 404 is an answer.
      if ("status" in fault) expect((await verification).status).toBe("forged");
      else await expect(verification).rejects.toBeInstanceOf(IamportApiError);
    }
    expect(claim).not.toHaveBeenCalled();
  });

  it("can be deleted, whatever answer is lost", async () => {
    const portone = await listeningPortone();
    const client = portone.client();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    portone.lose("DELETE", "reset");
    expect(await client.deleteCertification(imp_uid)).toBe(true);
    await expect(client.getCertification(imp_uid)).rejects.toMatchObject({ status: 404, retryable: false });
    expect(await client.deleteCertification(imp_uid)).toBe(false);
    await expect(client.deleteCertification("../x")).rejects.toThrow("imp_uid");
  });
});

describe("personal data", () => {
  const secrets = [person.name, person.phone, person.carrier, "1990-01-01", "male", "shop.example"];

  it("is shown by nothing that prints the whole", async () => {
    const portone = await listeningPortone();
    const imp_uid = await portone.certify({ merchant_uid: "check-1", ...person });
    const verdicts: CertificationVerification[] = await Promise.all(
      ["check-1", "check-2"].map((merchant_uid) =>
        verifyCertification(portone.client(), { imp_uid, merchant_uid }, { claim: () => true }),
      ),
    );
    expect(verdicts.map(({ status }) => status)).toEqual(["certified", "forged"]);
    for (const verdict of verdicts) {
      const printed = [
        inspect(verdict, { depth: 9, showHidden: true }),
        inspect(verdict, { depth: 9, getters: false }),
        JSON.stringify(verdict),
        JSON.stringify({ ...verdict.certification }),
        String(verdict.certification),
        inspect(Object.assign(new Error("Something else"), { cause: verdict })),
      ].join("\n");
      expect(printed).toContain(imp_uid);
      for (const secret of [...secrets, `${verdict.certification?.unique_key}`]) {
        expect(printed).not.toContain(secret);
      }
    }
  });

  it("is in no error, whatever PortOne's answer is", async () => {
    const answers = [{ imp_uid: "imp_2", ...person }, { ...person }, [person], person.name];
    for (const response of answers) {
      const client = createIamportClient({
        impKey: "key",
        impSecret: "secret",
        fetch: async (url) =>
          Response.json({
            code: 0,
            message: null,
            response: url.endsWith("getToken") ? { access_token: "t", now: 0, expired_at: 1800 } : response,
          }),
      });
      const error = await client.getCertification("imp_1").catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(IamportApiError);
      const printed = inspect(error, { depth: 9, showHidden: true });
      for (const secret of Object.values(person)) expect(printed).not.toContain(secret);
    }
  });
});

describe("the age", () => {
  const on = (korean: string) => new Date(`${korean}+09:00`);

  it.each([
    ["the day before the birthday", "2007-11-27", "2026-11-26T23:59:59", 18, 19],
    ["the birthday, in Korea", "2007-11-27", "2026-11-27T00:00:00", 19, 19],
    ["the last moment of the year", "2008-01-01", "2026-12-31T23:59:59", 18, 18],
    ["the new year, in Korea and not yet in London", "2008-12-31", "2027-01-01T00:00:00", 18, 19],
    ["29 February, in a year that has none", "2008-02-29", "2027-02-28T23:59:59", 18, 19],
    ["the day after it", "2008-02-29", "2027-03-01T00:00:00", 19, 19],
    ["a hundred years", "1926-11-26", "2026-11-26T12:00:00", 100, 100],
    ["the day of birth", "2026-11-26", "2026-11-26T12:00:00", 0, 0],
  ])("%s: %s on %s", (_, birthday, day, fullYears, byYear) => {
    expect(readAge({ birthday }, on(day))).toEqual({
      fullYears,
      byYear,
      birthYear: Number(birthday.slice(0, 4)),
    });
  });

  it.each([
    null,
    undefined,
    "",
    "1990",
    "900101",
    "1990-02-30",
    "1990-13-01",
    "0001-01-01",
    "2030-01-01",
    19900101,
  ])("of %s isn't known", (birthday) => {
    expect(readAge({ birthday: birthday as string }, on("2026-11-26T12:00:00"))).toBeNull();
  });

  it("on no day is the shop's mistake", () => {
    expect(() => readAge({ birthday: "1990-01-01" }, new Date("soon"))).toThrow(TypeError);
  });
});
