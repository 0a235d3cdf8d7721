// What a payment frame does: it hears the SDK, asks the service, and shows the window or sends the SDK on.

/** A text that is no JSON, as an extension's script in the frame may post it: no secret, so for whichever page. */
const postStrayText = () => window.parent.postMessage("setImmediate$0.5$1", "*");

if (document.documentElement.dataset.postsAtLoad === "true") addEventListener("load", postStrayText);

/** The payment that this frame is busy with; a later one of the same frame takes its place. */
let current = null;

addEventListener("message", async (event) => {
  if (event.source !== window.parent) return;
  let request;
  try {
    request = JSON.parse(event.data);
  } catch {
    return; // Not the SDK.
  }
  const shop = event.origin === "null" ? "*" : event.origin;
  const answer = (message) => message && window.parent.postMessage(JSON.stringify(message), shop);

  if (request?.action === "payment" || request?.action === "certification") {
    current = { requestId: request.data?.request_id, opened: open(request, shop) };
    const { message, markup, strayText } = await current.opened;
    if (markup) show(markup);
    if (strayText) postStrayText();
    answer(message);
  } else if (request?.action === "communicate" && request.data?.request_id === current?.requestId) {
    // The customer has closed the popup; the payment may have gone through just before.
    const { impUid } = (await current?.opened) ?? {};
    if (!impUid) return;
    const { message } = await post(`/gateway/${impUid}/closed`, {});
    answer(message);
  }
});

async function open(request, shop) {
  const { userCode, provider, overlay, fault } = document.documentElement.dataset;
  const { action, data, version } = request;
  try {
    return await post("/payments/open", {
      action,
      data,
      userCode,
      provider,
      overlay: overlay === "true",
      sdk: version,
      device: request.device,
      shopOrigin: shop,
      fault,
    });
  } catch (error) {
    const { request_id, merchant_uid } = data;
    const failure = {
      request_id,
      error_code: "F500",
      error_msg: `The payment could not be opened: ${error.message}`,
    };
    return {
      message: { data: overlay === "true" ? { ...failure, merchant_uid } : { success: false, ...failure } },
    };
  }
}
