// The SDK with jQuery, releases 1.1.x and 1.2.0. `jQuery` is the page's global, looked up at every call.

const IMP = {};
window.IMP = IMP; // Filled in below: what throws on the way leaves it half made.
if (isBefore("1.1.5")) jQuery.noop();

let merchant = null;
/** A request that came before its frame had loaded; there is room for one. */
let slot = null;
/** Requests that were sent and not answered. */
const requests = [];
let frames = [];
let dialog = null;

const newDialog = () => {
  dialog = jQuery('<div class="imp-dialog customizable"></div>');
  jQuery(document.body).append(dialog);
  window.addEventListener("message", receive);
};

const start = (userCode, tierCode) => {
  jQuery(document).ready(() => {
    if (!dialog) newDialog();
    merchant = { userCode, tierCode };
    makeFrames();
  });
};

const makeFrames = () => {
  for (const frame of frames) jQuery(frame.iframe).remove();
  frames = [];
  const { userCode, tierCode } = merchant;
  const tier = tierCode === undefined ? "" : `&tier=${encodeURIComponent(tierCode)}`;
  // No error handler: when this fails, no frame is ever made.
  jQuery.ajax({
    type: "GET",
    url: `${SERVICE}/users/pg/${encodeURIComponent(userCode)}?callback=?${tier}`,
    dataType: "json",
    success: ({ code, data }) => {
      const entries = code === 0 && data.length > 0 ? data : [{ type: "payment" }];
      entries.forEach((entry, at) => {
        makeFrame(entry, at === 0);
      });
    },
  });
};

const makeFrame = ({ pg_provider: provider, pg_id: pgId, type }, isDefault) => {
  const { userCode, tierCode } = merchant;
  const path = [type === "certification" ? "certificates" : "payments", "ready", userCode];
  if (!isDefault && provider) path.push(provider, ...(pgId ? [pgId] : []));
  const classes = ["imp-frame", isMobile() ? "imp-frame-mobile" : "imp-frame-pc"];
  if (isDefault) classes.push("imp-frame-default");
  if (provider) classes.push(`imp-frame-${provider}${type === "certification" ? "-certification" : ""}`);

  const iframe = jQuery('<iframe width="100%" height="100%" frameborder="0"></iframe>').addClass(
    classes.join(" "),
  );
  const src = frameUrl(path, tierCode);
  const frame = { iframe: iframe[0], provider, pgId, type, isDefault, src, loaded: false };
  frames.push(frame);
  iframe.bind("load", () => {
    if (!frame.iframe.getAttribute("src")) return; // The empty document before it.
    frame.loaded = true;
    if (slot && find(slot.data.pg, slot.action) === frame) request(slot.action, slot.data, slot.callback);
  });
  dialog.append(iframe);
  iframe.attr("src", src);
};

/** The frame for a `pg`: exact, then the default one, then the first of that provider, then the default. */
const find = (pg, action) => {
  if (action === "certification") {
    const frame = frames.find(({ type }) => type === "certification");
    if (frame) return frame;
  }
  const [provider, ...rest] = (pg ?? "").split(".");
  const id = rest.join(".");
  const standard = frames.find(({ isDefault }) => isDefault);
  if (!standard) return undefined; // None has come yet.
  const suits = (frame) =>
    frame.type === "payment" && frame.provider === provider && (!id || frame.pgId === id);
  const exact = frames.find((frame) => id && !frame.isDefault && suits(frame));
  return exact ?? (suits(standard) ? standard : (frames.find(suits) ?? standard));
};

const request = (action, data, given) => {
  jQuery(document).ready(() => {
    try {
      if (!merchant) return void alert(alerts.noInit);
      let callback = typeof given === "function" ? given : null;
      if (!callback && isMobile()) callback = leaveWithFailure(data);
      const frame = find(data.pg, action);
      if (frame && frame.type !== action) {
        // The misspelt name is PortOne's. Releases before 1.2.0 did not look.
        const answer = {
          imp_success: false,
          imp_uid: null,
          merchant_uid: data.merchant_uid,
          error_coe: "F1001",
          error_msg: "등록되지 않은 PG 입니다.",
        };
        if (action === "payment" && !isBefore("1.2.0")) return void callback?.(answer);
        if (action === "certification") return;
      }
      if (!frame?.loaded) {
        slot = { action, data, callback: given };
        return;
      }
      slot = null;
      for (const other of frames) jQuery(other.iframe).css("display", other === frame ? "block" : "none");
      complete(data, callback, merchant.tierCode);
      if (callback) requests.push({ request_id: data.request_id, callback });
      if (!openPopup(popupOwner(action, frame), data, communicate)) return;
      const message = { action, data, origin: location.href, from: "iamport-sdk", version: VERSION };
      frame.iframe.contentWindow.postMessage(JSON.stringify(message), SERVICE);
      show(frame);
    } catch (error) {
      alert(`${alerts.broken}\n${error.message}`);
      hide();
      reload();
    }
  });
};

const show = (frame) => {
  dialog
    .removeClass()
    .addClass(`imp-dialog customizable ${frame.type}-${frame.provider} ${isMobile() ? "mobile" : "pc"}`)
    .show();
  if (isMobile()) jQuery(document.body).addClass("imp-payment-progress");
};

const hide = () => {
  dialog.hide();
  jQuery(document.body).removeClass("imp-payment-progress");
};

/** Frames serve one payment each: 1.2.0 makes them anew, by a whole new init; 1.1.x loads the same ones again. */
const reload = () => {
  if (!isBefore("1.2.0")) return start(merchant.userCode, merchant.tierCode);
  slot = null;
  for (const frame of frames) {
    frame.loaded = false;
    jQuery(frame.iframe).show().attr("src", frame.src);
  }
};

const receive = (event) => {
  if (event.origin !== SERVICE) return;
  const { action, data } = readMessage(event.data);
  if (act(action, data, dialog[0], hide)) return;
  const at = requests.findIndex(({ request_id }) => request_id === data.request_id);
  if (at >= 0) {
    const [{ callback }] = requests.splice(at, 1);
    delete data.request_id;
    try {
      callback(data);
    } catch (error) {
      console.log(error);
    }
  }
  hide();
  reload();
};

/** Only a frame that can be seen hears it. */
const communicate = (data) => {
  const message = JSON.stringify({ action: "communicate", data, from: "iamport-sdk", version: VERSION });
  for (const { iframe } of frames) {
    if (jQuery(iframe).is(":visible")) iframe.contentWindow.postMessage(message, SERVICE);
  }
};

const asked = (action) => (data, callback) => {
  if (data === undefined) {
    alert(alerts.noData);
    return false;
  }
  request(action, data, callback);
};

IMP.init = (userCode) => start(userCode);
IMP.agency = (userCode, tierCode) => start(userCode, tierCode);
IMP.request_pay = asked("payment");
IMP.certification = asked("certification");
IMP.communicate = (data) => {
  jQuery(document).ready(() => {
    if (frames.length > 0) communicate(data);
  });
};

if (!isBefore("1.2.0")) {
  // Naver's own window; what the customer does in it, nobody hears.
  IMP.naver_zzim = ({ naverProducts = [] }) => {
    const opened = window.open("", "naver_zzim", "left=100,top=60,width=400,height=300");
    if (!opened) return alert(alerts.popupBlocked);
    const names = naverProducts.map(({ name }) => name).join(", ");
    opened.document.body.textContent = `네이버 찜 (PortOne sandbox): ${names}`;
  };

  IMP.close = () => {
    const frame = frames.find(({ iframe }) => jQuery(iframe).is(":visible"));
    if (!frame) return;
    // These two close their popup, or throw without one; everywhere else a popup stays open.
    if (frame.provider === "payco" || frame.provider === "naverpay") return popup.close();
    hide();
    reload();
  };
}
