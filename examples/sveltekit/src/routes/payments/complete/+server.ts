import { complete } from "$lib/server/payments";

export const POST = ({ request }: { request: Request }) => complete(request);
