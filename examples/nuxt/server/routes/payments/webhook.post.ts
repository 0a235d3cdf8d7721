import { webhook } from "../../utils/payments";

export default defineEventHandler((event) => webhook(toWebRequest(event)));
