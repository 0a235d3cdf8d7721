import type { Operations } from "./call.ts";
import { refuse, succeed } from "./envelope.ts";

/** The one operation that needs no token. */
export const authenticate: Operations = {
  "POST /users/getToken": ({ state: { settings, faults, tokens }, fields }) => {
    if (!fields.imp_key && !fields.imp_secret) {
      return refuse(400, "imp_key, imp_secret 파라메터가 누락되었습니다.", -1);
    }
    if (fields.imp_key !== settings.impKey || fields.imp_secret !== settings.impSecret) {
      return refuse(401, "imp_key 또는 imp_secret이 올바르지 않습니다.");
    }
    return succeed(faults.take("expiredToken") ? tokens.issueExpired() : tokens.issue());
  },
};
