// Verifying payments: this library beside the way of PortOne's guide, which asks for a token each time.
import { fork } from "node:child_process";
import { once } from "node:events";
import axios from "axios";
import { createIamportClient, verifyPayment } from "../dist/server.js";

const keys = { imp_key: "imp_apikey", imp_secret: "imp_secret" };
const order = { amount: 64900 };

const ways = {
  "iamport-request-pay": (baseUrl) => {
    const client = createIamportClient({
      impKey: keys.imp_key,
      impSecret: keys.imp_secret,
      baseUrl,
      includeSandbox: true,
    });
    const findOrder = async () => order;
    return async (imp_uid, merchant_uid) =>
      (await verifyPayment(client, { imp_uid, merchant_uid }, findOrder)).status === "paid";
  },
  // Section 5 of the guide, in its three steps. A payment of the sandbox is a test payment: that is added.
  "the guide's sample": (baseUrl) => async (imp_uid) => {
    const granted = await axios.post(`${baseUrl}/users/getToken`, keys);
    const found = await axios.get(`${baseUrl}/payments/${imp_uid}?include_sandbox=true`, {
      headers: { Authorization: granted.data.response.access_token },
    });
    const { amount, status } = found.data.response;
    return amount === order.amount && status === "paid";
  },
};

/**
 * @param {{ verifications: number, atOnce: number, rounds: number }} size
 * @returns each way's token and payment requests of one round, and the time of each round
 */
export async function measureVerification({ verifications, atOnce, rounds }) {
  const sandbox = fork(new URL("sandbox.mjs", import.meta.url));
  try {
    const [{ port }] = await once(sandbox, "message");
    const baseUrl = `http://127.0.0.1:${port}`;
    const counted = async () => {
      sandbox.send("counts");
      const [{ counts }] = await once(sandbox, "message");
      return counts;
    };
    const payments = [];
    for (let number = 0; number < verifications; number++) {
      const merchant_uid = `order-${number}`;
      const { data } = await axios.post(`${baseUrl}/payments/open`, {
        action: "payment",
        userCode: "imp00000000",
        data: { merchant_uid, ...order, name: "chair" },
      });
      payments.push({ imp_uid: data.impUid, merchant_uid });
    }

    const results = Object.keys(ways).map((name) => ({ name, milliseconds: [], counts: null }));
    // One round to warm up, which doesn't count. The two take turns, so that both meet the same machine.
    for (let round = -1; round < rounds; round++) {
      for (const result of results) {
        const verify = ways[result.name](baseUrl);
        await counted();
        const start = performance.now();
        await pool(payments, atOnce, async ({ imp_uid, merchant_uid }) => {
          if (!(await verify(imp_uid, merchant_uid)))
            throw new Error(`${result.name}: ${imp_uid} isn't paid`);
        });
        if (round >= 0) result.milliseconds.push(performance.now() - start);
        result.counts = await counted();
      }
    }
    return results;
  } finally {
    sandbox.kill();
  }
}

/** Works on all of them, so many at once. */
async function pool(items, atOnce, work) {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
