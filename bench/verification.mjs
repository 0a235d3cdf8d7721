// Verifying payments: this library beside PortOne's guide and the packages that merchants use.
import { fork } from "node:child_process";
import { once } from "node:events";
import axios from "axios";
import Iamport from "iamport";
import restClient from "iamport-rest-client-nodejs";
import { createIamportClient, verifyPayment } from "../dist/server.js";
import { median, ratios, spread } from "./statistics.mjs";

const keys = { imp_key: "imp_apikey", imp_secret: "imp_secret" };
const order = { amount: 64900 };
const isPaid = ({ amount, status }) => amount === order.amount && status === "paid";

/** Each gets a fresh client, verifies by `imp_uid`, and compares with the order. */
const ways = {
  "iamport-request-pay": (baseUrl) => {
    const client = createIamportClient({ impKey: keys.imp_key, impSecret: keys.imp_secret, baseUrl });
    const findOrder = async () => order;
    return async (imp_uid, merchant_uid) =>
      (await verifyPayment(client, { imp_uid, merchant_uid }, findOrder)).status === "paid";
  },
  // Section 5 of the guide, in its three steps: a token each time.
  "the guide's sample": (baseUrl) => async (imp_uid) => {
    const granted = await axios.post(`${baseUrl}/users/getToken`, keys);
    const found = await axios.get(`${baseUrl}/payments/${imp_uid}`, {
      headers: { Authorization: granted.data.response.access_token },
    });
    return isPaid(found.data.response);
  },
  iamport: (baseUrl) => {
    // It has no option for it.
    Iamport.DEFAULT_HOST = baseUrl;
    const client = new Iamport({ impKey: keys.imp_key, impSecret: keys.imp_secret });
    return async (imp_uid) => isPaid(await client.payment.getByImpUid({ imp_uid }));
  },
  "iamport-rest-client-nodejs": (baseUrl) => {
    const { Iamport, Request } = restClient;
    const client = new Iamport({ apiKey: keys.imp_key, apiSecret: keys.imp_secret, baseUrl });
    return async (imp_uid) => {
      const { data } = await Request.Payments.getByImpUid({ imp_uid }).request(client);
      return isPaid(data.response);
    };
  },
};

/** What merchants install for it. */
const packages = ["iamport", "iamport-rest-client-nodejs"];

/**
 * @param {{ rounds: number, latencies: number[], atOnce: number[], verifications: (latency: number, atOnce: number) => number }} size
 */
export async function measureVerification({ rounds, latencies, atOnce: concurrencies, verifications }) {
  const sandbox = fork(new URL("sandbox.mjs", import.meta.url));
  try {
    const [{ port }] = await once(sandbox, "message");
    const baseUrl = `http://127.0.0.1:${port}`;
    /** What was asked since the last time; from now on each answer takes as long as that. */
    const counted = async (latency) => {
      sandbox.send({ latency });
      const [{ counts }] = await once(sandbox, "message");
      return counts;
    };
    const most = Math.max(
      ...latencies.flatMap((ms) => concurrencies.map((atOnce) => verifications(ms, atOnce))),
    );
    const payments = [];
    for (let number = 0; number < most; number++) {
      const merchant_uid = `order-${number}`;
      const { data } = await axios.post(`${baseUrl}/payments/open`, {
        ...{ action: "payment", userCode: "imp00000000" },
        data: { merchant_uid, ...order, name: "chair" },
      });
      payments.push({ imp_uid: data.impUid, merchant_uid });
    }

    const cells = [];
    for (const latency of latencies) {
      for (const atOnce of concurrencies) {
        const some = payments.slice(0, verifications(latency, atOnce));
        const results = Object.keys(ways).map((name) => ({
          name,
          perSecond: [],
          counts: { token: 0, payment: 0 },
        }));
        // One round to warm up, which doesn't count. They take turns, so that all meet the same machine.
        for (let round = -1; round < rounds; round++) {
          for (const result of results) {
            const verify = ways[result.name](baseUrl);
            await counted(latency);
            const start = performance.now();
            await pool(some, atOnce, async ({ imp_uid, merchant_uid }) => {
              if (!(await verify(imp_uid, merchant_uid)))
                throw new Error(`${result.name}: ${imp_uid} isn't paid`);
            });
            if (round >= 0) result.perSecond.push((1000 * some.length) / (performance.now() - start));
            result.counts = await counted(latency);
          }
        }
        const [ours, guide] = results;
        for (const { name, perSecond, counts } of results) {
          cells.push({
            ...{ latency, atOnce, name, verifications: some.length, counts },
            perSecond: spread(perSecond),
            toGuide: spread(ratios(perSecond, guide.perSecond)),
            oursToIt: spread(ratios(ours.perSecond, perSecond)),
          });
        }
      }
    }
    const grows = await growth(baseUrl, payments, rounds, counted);
    const ours = cells.filter(({ name }) => name === "iamport-request-pay");
    const { toGuide, perSecond } = ours.find(({ latency, atOnce }) => latency === 50 && atOnce === 50);
    const frugal = ours.every(
      ({ counts, verifications }) => counts.token === 1 && counts.payment === verifications,
    );
    const asked = ours.map(({ counts, verifications }) => (counts.token + counts.payment) / verifications);
    return {
      cells,
      growth: grows,
      targets: [
        {
          name: { en: "PortOne's requests for a verification", ko: "검증 한 번에 포트원에 보내는 요청" },
          // With the token: 1.025 for 40 verifications, 1.0005 for 2,000.
          measured: `≤ ${Math.max(...asked).toFixed(3)}`,
          promised: { en: "1, and one token for all", ko: "1, 그리고 전체에 토큰 하나" },
          met: frugal,
        },
        {
          name: {
            en: "verifications a second beside the guide's sample, 50 ms, 50 at a time",
            ko: "초당 검증 수, 가이드 예제 대비, 지연 50 ms, 동시 50개",
          },
          measured: `${toGuide.median.toFixed(2)} ×`,
          promised: "≥ 1.8 ×",
          met: toGuide.median >= 1.8,
          why: {
            en: `with half the requests it can't be more than 2 ×, and only where waiting is all that takes time: that would be 1,000 a second, and it was ${perSecond.median.toFixed(0)}`,
            ko: `요청이 절반이므로 2 ×를 넘을 수 없으며, 기다리는 시간 말고는 걸리는 것이 없을 때 그렇습니다. 그러면 초당 1,000개인데, 측정값은 ${perSecond.median.toFixed(0)}개입니다`,
          },
        },
        ...cells.filter(({ name }) => packages.includes(name)).map(besidePackage),
        {
          name: {
            en: "verification, ten times as many payments: growth of the time",
            ko: "검증, 결제가 10배일 때 시간의 증가",
          },
          measured: `${(10 * grows).toFixed(1)} ×`,
          promised: {
            en: "no faster than linearly (+ 25 % for noise)",
            ko: "선형보다 빠르지 않게 (오차 25 % 허용)",
          },
          met: grows <= 1.25,
        },
      ],
    };
  } finally {
    sandbox.kill();
  }
}

/** At least what the npm package does in that cell of the table, within the middle half of the rounds. */
function besidePackage({ latency, atOnce, name, oursToIt }) {
  return {
    name: {
      en: `verifications a second beside ${name}, ${latency} ms, ${atOnce} at a time`,
      ko: `초당 검증 수, ${name} 대비, 지연 ${latency} ms, 동시 ${atOnce}개`,
    },
    measured: `${oursToIt.median.toFixed(2)} ×`,
    promised: { en: "≥ 1 ×, within the middle half of the rounds", ko: "≥ 1 ×, 측정값 가운데 절반 안에서" },
    met: oursToIt.high >= 1,
    why: {
      en: "this library checks more of each answer: that it is the payment asked for, its size, its amounts as exact decimals",
      ko: "이 라이브러리는 응답마다 더 많은 것을 확인합니다. 물어본 결제가 맞는지, 크기, 금액을 정확한 십진수로 비교하는 일입니다",
    },
  };
}

/** How the time grows when there is ten times as much to verify, without latency. */
async function growth(baseUrl, payments, rounds, counted) {
  await counted(0);
  const times = [payments.length / 10, payments.length].map((length) => ({ length, milliseconds: [] }));
  for (let round = -1; round < rounds; round++) {
    for (const { length, milliseconds } of times) {
      const verify = ways["iamport-request-pay"](baseUrl);
      const start = performance.now();
      await pool(payments.slice(0, length), 50, ({ imp_uid, merchant_uid }) => verify(imp_uid, merchant_uid));
      if (round >= 0) milliseconds.push(performance.now() - start);
    }
  }
  const [few, many] = times;
  return median(many.milliseconds) / median(few.milliseconds) / (many.length / few.length);
}

/** Works on all of them, so many at once. */
export async function pool(items, atOnce, work) {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
