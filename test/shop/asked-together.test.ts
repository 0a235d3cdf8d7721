import { expect, it } from "vitest";
import { askedTogether } from "../../examples/checkout/server/asked-together.mjs";

const isKnown = (key: string) => key === "a" || key === "b";

it("what is asked at once is looked up once, and each gets its own answer", async () => {
  const asked: string[][] = [];
  const find = askedTogether(async (keys) => {
    asked.push(keys);
    return new Map(keys.filter(isKnown).map((key) => [key, key.toUpperCase()]));
  });
  expect(await Promise.all([find("a"), find("b"), find("a"), find("c")])).toEqual(["A", "B", "A", null]);
  expect(asked).toEqual([["a", "b", "c"]]);
});

it("who asks while a look-up is under way neither gets its answer, which may be older, nor waits for it", async () => {
  const answers: ((price: number) => void)[] = [];
  const find = askedTogether<number>(
    ([key = ""]) => new Promise((resolve) => answers.push((price) => resolve(new Map([[key, price]])))),
  );
  const before = find("a");
  await expect.poll(() => answers.length).toBe(1);
  const after = find("a");
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(2);
  expect(await after).toBe(2);
  answers[0]?.(1);
  expect(await before).toBe(1);
});

it("a look-up that fails fails for all who asked for it, and for nobody after them", async () => {
  let fails = true;
  const find = askedTogether(async (keys) => {
    if (fails) throw new Error("The database is away");
    return new Map(keys.map((key) => [key, key]));
  });
  const answers = await Promise.allSettled([find("a"), find("b")]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await find("a")).toBe("a");
});
