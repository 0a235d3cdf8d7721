import { createClientOver } from "../server/client/create-iamport-client.ts";
import type { IamportClient, IamportClientOptions } from "../server/index.ts";
import { overHttp } from "./over-http.ts";

/** As everywhere else, over `node:http` and `node:https`. */
export function createIamportClient(given: IamportClientOptions): IamportClient {
  return createClientOver(overHttp, given);
}
