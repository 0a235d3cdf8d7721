import { addOrder } from "../utils/books";

/** The price is the shop's, and nothing that the browser sends. */
export default defineEventHandler(() => addOrder());
