import { complete } from "../../utils/payments";

export default defineEventHandler((event) => complete(toWebRequest(event)));
