import { webhook } from "$lib/server/payments";

export const POST = ({ request }: { request: Request }) => webhook(request);
