import { addresses, userCode } from "$lib/server/portone";

/** Where PortOne is depends on the surroundings that the shop runs in, not on those it was built in. */
export const load = () => ({ userCode, addresses });
