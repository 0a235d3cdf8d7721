// The server half on Node, by the export condition `node`: the same, over Node's own HTTP client.
export * from "../server/index.ts";
export { createIamportClient } from "./create-iamport-client.ts";
