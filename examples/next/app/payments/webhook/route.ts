export { webhook as POST } from "../../../lib/payments";
