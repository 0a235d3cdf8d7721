export { complete as POST } from "../../../lib/payments";
