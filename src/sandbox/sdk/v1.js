// The v1 SDK, which calls itself 1.3.0: no jQuery. Older gateways have frames as before; newer ones come over the page by themselves.

/** The gateways that are newer than the frames; a `channelKey` stands for one of them, too. */
const NEWER = [
  "tosspayments",
  "toss_brandpay",
  "nice_v2",
  "smartro_v2",
  "tosspay_v2",
  "paypal_v2",
  "inicis_jp",
  "ksnet",
  "welcome",
  "kicc_v2",
  "mobilians_v2",
  "payletter_global",
  "kpn",
  "alipay",
  "hyphen",
];

let merchant = null;
let slot = null;
let requests = [];
let frames = [];
let dialog = null;
let overlay = null;
/** What `loadUI` was last asked for, by type. */
const uis = new Map();

const whenReady = (run) => {
  if (document.readyState !== "loading") run();
  else document.addEventListener("DOMContentLoaded", run, { once: true });
};

const start = (userCode, tierCode) => {
  whenReady(() => {
    merchant = { userCode, tierCode };
    if (!dialog) {
      dialog = document.createElement("div");
      dialog.className = "imp-dialog customizable";
      document.body.appendChild(dialog);
      window.addEventListener("message", receive);
    }
    makeFrames();
  });
};

const makeFrames = async () => {
  for (const { iframe } of frames) iframe.remove();
  frames = [];
  const asked = merchant;
  // Without an answer no frame is ever made, and nobody is told.
  const tier = asked.tierCode === undefined ? "" : `?tier=${encodeURIComponent(asked.tierCode)}`;
  const answer = await fetch(`${SERVICE}/users/pg/${encodeURIComponent(asked.userCode)}${tier}`)
    .then((response) => response.json())
    .catch(() => null);
  if (!answer || merchant !== asked) return; // The latter: initialised anew, or not at all any more.
  const { code, data } = answer;
  const entries = code === 0 && data.length > 0 ? data : [{ type: "payment" }];
  entries.forEach((entry, at) => {
    makeFrame(entry, at === 0);
  });
};

const makeFrame = ({ pg_provider: provider, pg_id: pgId, type }, isDefault) => {
  const path = [type === "certification" ? "certificates" : "payments", "ready", merchant.userCode];
  if (!isDefault && provider) path.push(provider, ...(pgId ? [pgId] : []));
  const iframe = document.createElement("iframe");
  iframe.className = [
    "imp-frame",
    isMobile() ? "imp-frame-mobile" : "imp-frame-pc",
    isDefault && "imp-frame-default",
  ]
    .concat(provider ? `imp-frame-${provider}${type === "certification" ? "-certification" : ""}` : [])
    .filter(Boolean)
    .join(" ");
  const frame = { iframe, provider, pgId, type, isDefault, loaded: false };
  frames.push(frame);
  iframe.addEventListener("load", () => {
    frame.loaded = true;
    if (slot && find(slot.data.pg, slot.action) === frame) request(slot.action, slot.data, slot.callback);
  });
  iframe.src = frameUrl(path, merchant.tierCode);
  // A newer gateway's window may have come first.
  if (overlay) iframe.style.display = "none";
  dialog.appendChild(iframe);
};

const find = (pg, action) => {
  if (action === "certification") return frames.find(({ type }) => type === action);
  const [provider, ...rest] = (pg ?? "").split(".");
  const id = rest.join(".");
  const standard = frames.find(({ isDefault }) => isDefault);
  if (!standard) return undefined; // None has come yet.
  const suits = (frame) =>
    frame.type === "payment" && frame.provider === provider && (!id || frame.pgId === id);
  return (
    frames.find((frame) => id && suits(frame)) ??
    (standard && suits(standard) ? standard : (frames.find(suits) ?? standard))
  );
};

const isNewer = ({ pg, channelKey }) => Boolean(channelKey) || NEWER.includes((pg ?? "").split(".")[0]);

/** For the newer gateways a tablet is mobile, an iPad that presents itself as a Macintosh, too. */
const isHandheld = () =>
  isMobile() ||
  /Tablet/i.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

const request = (action, data, given) => {
  whenReady(() => {
    if (!merchant) return alert(alerts.noInit);
    let callback = typeof given === "function" ? given : null;
    if (!callback && isMobile()) callback = leaveWithFailure(data);
    if (action === "payment" && isNewer(data)) return openOverlay(data, callback);
    try {
      const frame = find(data.pg, action);
      if (action === "certification" && frames.length > 0 && !frame) return;
      if (!frame?.loaded) {
        slot = { action, data, callback: given };
        return;
      }
      slot = null;
      for (const { iframe } of frames) iframe.style.display = iframe === frame.iframe ? "block" : "none";
      send(action, data, callback, frame.iframe, () =>
        openPopup(popupOwner(action, frame), data, communicate),
      );
    } catch (error) {
      alert(`${alerts.broken}\n${error.message}`);
      hide();
      makeFrames();
    }
  });
};

const send = (action, data, callback, iframe, mayGoOn, device) => {
  complete(data, callback, merchant.tierCode);
  if (callback) requests.push({ request_id: data.request_id, callback });
  if (!mayGoOn()) return;
  const message = { action, data, origin: location.href, from: "iamport-sdk", version: VERSION, device };
  iframe.contentWindow.postMessage(JSON.stringify(message), SERVICE);
  dialog.className = `imp-dialog customizable ${isMobile() ? "mobile" : "pc"}`;
  dialog.style.display = "block";
  if (isMobile()) document.body.classList.add("imp-payment-progress");
};

/** Refused before the window: no `success`, no `imp_uid`. */
const refuse = (data, callback, error_code, error_msg) => {
  callback?.({ merchant_uid: data.merchant_uid, error_code, error_msg });
};

/** As a number or as text; without one it is the service that says whether it can do without. */
const isAmount = (amount) =>
  amount === undefined || (typeof amount !== "boolean" && amount !== "" && Number(amount) >= 0);

const openOverlay = (data, callback) => {
  if (!data.merchant_uid) return refuse(data, callback, "F400", "merchant_uid는 필수입니다.");
  if (!isAmount(data.amount)) return refuse(data, callback, "F400", "amount가 올바르지 않습니다.");
  if (overlay) return refuse(data, callback, "F400", "이미 결제가 진행 중입니다.");
  const iframe = document.createElement("iframe");
  iframe.className = "imp-frame imp-frame-checkout";
  overlay = iframe;
  iframe.addEventListener("load", () => {
    if (overlay !== iframe) return;
    for (const { iframe: other } of frames) other.style.display = "none";
    send("payment", data, callback, iframe, () => true, isHandheld() ? "mobile" : "pc");
  });
  iframe.src = frameUrl(["v1", "checkout", merchant.userCode], merchant.tierCode);
  dialog.appendChild(iframe);
};

const hide = () => {
  dialog.style.display = "none";
  document.body.classList.remove("imp-payment-progress");
  overlay?.remove();
  overlay = null;
};

const receive = (event) => {
  if (event.origin !== SERVICE) return;
  const { action, data } = readMessage(event.data);
  if (act(action, data, dialog, hide)) return;
  const answered = requests.find(({ request_id }) => request_id === data.request_id);
  requests = requests.filter((waiting) => waiting !== answered);
  delete data.request_id;
  const wasOverlay = overlay !== null;
  hide();
  if (!wasOverlay) makeFrames();
  try {
    answered?.callback(data);
  } catch (error) {
    console.error(error);
  }
};

const communicate = (data) => {
  const message = JSON.stringify({ action: "communicate", data, from: "iamport-sdk", version: VERSION });
  for (const { iframe } of frames) {
    if (iframe.offsetParent !== null) iframe.contentWindow.postMessage(message, SERVICE);
  }
};

const asked = (action) => (data, callback) => {
  if (data === undefined) {
    alert(alerts.noData);
    return false;
  }
  request(action, data, callback);
};

/** What `loadUI` can draw: whose it is, unless the request says so itself, and what its button says. */
const UI_TYPES = {
  "paypal-spb": { pg: "paypal_v2", label: "PayPal" },
  "paypal-rt": { pg: "paypal_v2", label: "PayPal 정기결제" },
  "toss-brandpay-widget": { pg: "toss_brandpay", label: "토스 브랜드페이" },
  "payment-bridge": { label: "결제하기" },
};

const UI_STYLE =
  "all:revert;display:block;width:100%;max-width:320px;min-height:44px;border:0;border-radius:4px;background:#ffc439;color:#111;font:700 16px/1.2 system-ui,sans-serif;cursor:pointer";

/** A gateway's own button, in each place that the shop has left for it; its click pays. */
const drawUi = (type, isForPlace) => {
  const { pg, label } = UI_TYPES[type];
  for (const place of document.querySelectorAll(".portone-ui-container, #portone-ui-container")) {
    const wanted = place.dataset.portoneUiType;
    if ((wanted && wanted !== type) || !isForPlace(place)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.style.cssText = UI_STYLE;
    button.addEventListener("click", () => {
      if (!merchant) return alert(alerts.noInit);
      // With the parameters as they are at the click: the page may have updated them.
      const { data, callback } = uis.get(type);
      const order = { ...data, merchant_uid: data.merchant_uid || stamp("nobody"), uiType: type };
      openOverlay(data.channelKey ? order : { pg, ...order }, callback);
    });
    place.replaceChildren(button);
    drawnIn.add(place);
  }
};

/** The places that had their button: a page may make a place anew, and that gets one, but may also empty one for good. */
const drawnIn = new WeakSet();
const isNew = (place) => !drawnIn.has(place);

/** A place may come later than `loadUI`, as in a dialog that opens at a click. */
const drawInLaterPlaces = new MutationObserver(() => {
  for (const type of uis.keys()) drawUi(type, isNew);
});

const loadUI = (type, data, callback) => {
  if (!Object.hasOwn(UI_TYPES, type))
    return refuse(data, callback, "F400", `알 수 없는 UI 유형입니다: ${type}`);
  uis.set(type, { data, callback });
  whenReady(() => drawUi(type, () => true));
  drawInLaterPlaces.observe(document, { childList: true, subtree: true });
};

/** A stand-in for a gateway's own module, which knows for whom it was loaded. */
const loadModule = async (type, { userCode, tierCode } = {}, options = {}) => {
  if (type !== "toss-brandpay") throw new Error(`알 수 없는 모듈입니다: ${type}`);
  return { type, userCode, tierCode, options };
};

window.IMP = {
  init: (userCode) => start(userCode),
  agency: (userCode, tierCode) => start(userCode, tierCode),
  deinit: () => {
    for (const { iframe } of frames) iframe.remove();
    frames = [];
    merchant = null;
    slot = null;
    if (dialog) hide();
  },
  request_pay: asked("payment"),
  certification: asked("certification"),
  communicate,
  close: () => {
    if (dialog?.style.display !== "block") return;
    const wasOverlay = overlay !== null;
    hide();
    if (!wasOverlay) makeFrames();
  },
  loadUI,
  updateLoadUIRequest: (type, data) => {
    const ui = uis.get(type);
    if (ui) ui.data = data;
  },
  loadModule,
  slots: { CORE_SERVER: SERVICE, CHECKOUT_SERVER: __CHECKOUT__ },
};
