import { connection } from "next/server";
import { addresses, userCode } from "../lib/portone";
import { Checkout } from "./checkout";

export default async function Page() {
  // Where PortOne is depends on the surroundings that the shop runs in, not on those it was built in.
  await connection();
  return <Checkout userCode={userCode()} addresses={addresses()} />;
}
