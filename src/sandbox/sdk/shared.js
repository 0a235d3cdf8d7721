// biome-ignore-all lint/correctness/noUnusedVariables: the script that follows this one uses them
// What both SDK scripts of the sandbox do alike. Served inside one function with the script that follows.
// Written for the sandbox: PortOne's SDK in what it does and in the names it uses, not in its code.

const VERSION = __VERSION__;
const SERVICE = __SERVICE__;
/** What the page has asked to go wrong in its frames; empty for nothing. */
const FAULT = __FAULT__;
const POPUPS = __POPUPS__;

const alerts = {
  noData: "결제 정보가 없습니다. request_pay에 결제 정보를 넘겨 주세요.",
  noInit: "가맹점 식별코드가 없습니다. IMP.init을 먼저 호출해 주세요.",
  popupBlocked: "팝업이 차단되었습니다. 팝업을 허용한 뒤 다시 시도해 주세요.",
  cancelled: "결제를 취소하셨습니다.",
  broken: "결제창을 여는 중에 오류가 났습니다. 새로고침한 뒤 다시 시도해 주세요.",
};

const style = document.createElement("style");
style.textContent = `
.imp-dialog { display: none; position: fixed; inset: 0; width: 100%; height: 100%; z-index: 99999; }
.imp-dialog .imp-frame { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
.imp-dialog.mobile { background: #fff; }
body.imp-payment-progress > :not(.imp-dialog) { display: none !important; }`;
document.head.appendChild(style);

/** By navigator.userAgent alone: an iPad that presents itself as a Macintosh is a PC. */
const isMobile = () => {
  const { userAgent } = navigator;
  return /\b(iPhone|iP[ao]d)/.test(userAgent) || /Android/i.test(userAgent) || /Mobile/i.test(userAgent);
};

/** Whether this script stands for a release before the given one. */
const isBefore = (release) => {
  const [mine, other] = [VERSION, release].map((version) => version.split(".").map(Number));
  const at = mine.findIndex((part, index) => part !== other[index]);
  return at >= 0 && mine[at] < other[at];
};

/** Where a frame is loaded from. */
const frameUrl = (path, tierCode) => {
  const query = new URLSearchParams();
  if (tierCode !== undefined) query.set("tier", tierCode);
  if (FAULT) query.set("fault", FAULT);
  return `${SERVICE}/${path.map(encodeURIComponent).join("/")}?${query}`.replace(/\?$/, "");
};

/** Two calls in one millisecond share it, as they do at PortOne. */
const stamp = (prefix) => `${prefix}_${Date.now()}`;

/** What the SDK writes into the object that it is given. */
const complete = (data, callback, tierCode) => {
  if (!data.merchant_uid) data.merchant_uid = stamp("nobody");
  if (!data.pay_method) data.pay_method = "card";
  if (callback) data.request_id = stamp("req");
  data.tier_code = tierCode;
};

// --- Popups. They have to open in the call, while the customer's click still counts.

/** The popup of the payment at hand, null when it was blocked; undefined when its gateway has none. */
let popup;
let popupImpUid = null;

/** Whose popup it is. Every gateway's identity verification has the same one. */
const popupOwner = (action, { provider }) => (action === "certification" ? action : provider);

const popupRow = (provider, data) => {
  const row = POPUPS.find((candidate) => candidate.provider === provider);
  if (!row || isBefore(row.since)) return undefined;
  if (isMobile() && (!row.onPhone || (row.onPhone === "asked" && data.popup !== true))) return undefined;
  if (!row.when) return row;
  const [parameter, value] = row.when;
  return (value === true ? data[parameter] === true : data[parameter] !== false) ? row : undefined;
};

/** False when a popup was refused and the payment cannot go on. */
const openPopup = (provider, data, communicate) => {
  popup = undefined;
  popupImpUid = null;
  const row = popupRow(provider, data);
  if (!row) return true;
  const [width, height] = row.size.split(",");
  popup = window.open(
    "about:blank",
    row.name,
    `left=100,top=60,width=${width},height=${height},scrollbars=yes`,
  );
  if (!popup) {
    alert(alerts.popupBlocked);
    // PAYCO goes on as if nothing had happened: its dialog shows, and its message throws later.
    return provider === "payco";
  }
  const opened = popup;
  const watch = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(watch);
    const { request_id, merchant_uid } = data;
    communicate({ request_id, merchant_uid, imp_uid: popupImpUid, result: row.closing });
  }, 50);
  return true;
};

// --- Messages from the service that are no answer.

const submit = (dialog, { action, fields, target, method, id, charset }) => {
  const form = document.createElement("form");
  Object.assign(form, { action, target, method, acceptCharset: charset ?? "UTF-8" });
  form.id = id;
  for (const [name, value] of Object.entries(fields ?? {})) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.appendChild(input);
  }
  dialog.appendChild(form);
  form.submit();
  form.remove();
};

/** Acts on a message; false when it is an answer. */
const act = (action, data, dialog, hide) => {
  popupImpUid = data.impUid ?? popupImpUid;
  switch (action) {
    case "proxy.post":
      submit(dialog, { ...data, id: data.formId, fields: data.param });
      return true;
    case "inicis.mobile":
      submit(dialog, {
        id: "ini",
        action: data.action,
        method: "post",
        target: "_top",
        charset: "euc-kr",
        fields: data.formData,
      });
      return true;
    case "payco.modal":
      popup.location.href = data.orderUrl; // Throws when the popup was blocked.
      return true;
    case "naverpay.modal":
      if (!data.popupMode) window.top.location.href = data.payUrl;
      else if (popup) popup.location.href = data.payUrl;
      else hide();
      return true;
    case "paypal.modal":
      if (popup) popup.location.href = data.redirectUrl;
      else window.location.href = data.redirectUrl;
      return true;
    case "eximbay.modal":
      if (popup)
        submit(dialog, {
          id: "eximbay",
          action: data.action,
          method: "post",
          target: "payment2",
          fields: data.formData,
        });
      else hide();
      return true;
    case "smilepay.cancelled":
      alert(alerts.cancelled);
      return false; // And no answer to anybody: the dialog closes.
    default:
      if (action === "done" && ["shinhan", "eximbay"].includes(data.pg_provider)) popup?.close();
      return false;
  }
};

// --- A phone whose payment was refused, and a shop that has passed no callback.

/** The query as the SDK builds it: absent values are "undefined", and an "&" in the URL breaks the joint. */
const glued = (url, fields) => {
  const query = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const joint = !url.includes("?") ? "?" : url.includes("&") ? "" : "&";
  return encodeURI(url + joint + query);
};

const leaveWithFailure = (data) => (answer) => {
  const { success, imp_success, imp_uid, merchant_uid, error_code, error_msg } = answer;
  if (success || imp_success || (!isBefore("1.3.0") && !error_code && !error_msg)) return;
  window.location.href = data.m_redirect_url
    ? glued(data.m_redirect_url, { imp_uid, merchant_uid, imp_success: "false", error_msg })
    : glued(`${SERVICE}/payments/fail`, { imp_uid, success: "false", error_msg });
};

/** A message of the service's. What can't be read is matched with nobody. */
const readMessage = (text) => {
  try {
    const { action, data = {} } = JSON.parse(text);
    return { action, data };
  } catch {
    return { data: {} };
  }
};
