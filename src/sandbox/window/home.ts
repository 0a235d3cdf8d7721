import { channelKeyOf } from "../service/channels.ts";
import { formatMoney } from "../service/money.ts";
import { awaitsDeposit, type Payment } from "../service/payments.ts";
import { cancellableOf } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { type Delivery, isTaken } from "../service/webhooks.ts";
import styles from "./home.css?raw";
import { type Html, html, verbatim } from "./html.ts";
import { dateAndTime } from "./views.ts";

/** The page for whoever opens the sandbox's address in a browser. */
export function homePage(
  origin: string,
  { settings, payments, webhooks, clock }: Pick<State, "settings" | "payments" | "webhooks" | "clock">,
): string {
  const { userCode, gateways, outcome, impKey, impSecret, webhookUrl } = settings;
  const jquery = `${origin}/jquery-1.12.4.min.js`;
  const sdk = `${origin}/js/iamport.payment-1.2.0.js`;
  const v1 = `${origin}/v1/iamport.js`;
  const example = `<script src="${jquery}"></script>
<script src="${sdk}"></script>
<script>
  IMP.init("${userCode}");
  function pay() {
    IMP.request_pay(
      { pg: "kcp", merchant_uid: "order-" + Date.now(), name: "무선 키보드", amount: 64900 },
      (response) => console.log(response),
    );
  }
</script>
<button onclick="pay()">결제하기</button>`;
  return html`<!doctype html>
<html lang="ko">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>iamport-sandbox</title><link rel="icon" href="data:,"><style>${verbatim(styles)}</style></head>
<body>
<main>
<h1>iamport-sandbox</h1>
<p>내 컴퓨터에서 도는 포트원 V1(아임포트) 테스트 서버입니다. 실제 결제는 일어나지 않습니다.<br>
<span lang="en">PortOne V1 (i’mport) on your own machine. No money moves.</span></p>

<h2>주소 <small lang="en">Addresses</small></h2>
<dl>
<dt>가맹점 식별코드 <small lang="en">User code</small></dt><dd><code>${userCode}</code></dd>
<dt>jQuery</dt><dd><a href="${jquery}"><code>${jquery}</code></a></dd>
<dt>SDK 1.2.0</dt><dd><a href="${sdk}"><code>${sdk}</code></a></dd>
<dt>SDK v1</dt><dd><a href="${v1}"><code>${v1}</code></a></dd>
<dt>결제 결과 <small lang="en">Outcome</small></dt><dd><code>${outcome}</code> ${outcome === "manual" ? html`결제창에서 직접 고릅니다 <small lang="en">chosen in the payment window</small>` : null}</dd>
<dt>REST API</dt><dd><code>${origin}</code><br><code>imp_key</code>: <code>${impKey}</code><br><code>imp_secret</code>: <code>${impSecret}</code></dd>
<dt>웹훅 <small lang="en">Webhook</small></dt><dd>${webhookUrl === null ? html`<code>notice_url</code>` : html`<code>${webhookUrl}</code>`}</dd>
<dt>기록 <small lang="en">Log</small></dt><dd><a href="/sandbox/log"><code>/sandbox/log</code></a> <a href="/sandbox/webhooks"><code>/sandbox/webhooks</code></a></dd>
</dl>

<h2>결제 내역 <small lang="en">Payments</small></h2>
${paymentList(payments.all(), clock.seconds())}

<h2>웹훅 <small lang="en">Webhooks</small></h2>
${webhookList(webhooks.deliveries)}

<h2>시계 <small lang="en">Clock</small></h2>
${clockForm(clock)}

<h2>사용법 <small lang="en">How to use it</small></h2>
<pre><code>${example}</code></pre>
<p>결제창에서 <b>결제하기</b>, <b>거절</b>, <b>취소</b> 중 하나를 누르면 결과가 전달됩니다. 입력할 것은 없습니다.<br>
<span lang="en">Press <b>Pay</b>, <b>Decline</b> or <b>Cancel</b> in the payment window. There is nothing to fill in.</span></p>

<h2>PG <small lang="en">Gateways</small></h2>
<ul>${gateways.map(
    (gateway) =>
      html`<li title="${channelKeyOf(gateway)}"><code>${gateway.pg_provider}.${gateway.pg_id}</code>${gateway.type === "certification" ? " 본인인증" : null}${gateway.sandbox === false ? html` <b>실연동 <small lang="en">live</small></b>` : null}</li>`,
  )}</ul>
</main>
</body>
</html>`.markup;
}

const most = 100;

function paymentList(payments: readonly Payment[], now: number): Html {
  if (payments.length === 0) {
    return html`<p class="none">아직 결제가 없습니다. <span lang="en">None yet.</span></p>`;
  }
  return html`<ol class="payments">${payments.slice(0, most).map((payment) => paymentEntry(payment, now))}</ol>
${payments.length > most && html`<p class="none">최근 ${most}건 <span lang="en">of ${payments.length}</span></p>`}`;
}

function paymentEntry(payment: Payment, now: number): Html {
  const { imp_uid, merchant_uid, name, amount, cancel_amount, currency, receipt_url } = payment;
  const [ko, en, look] = stateOf(payment, now);
  const rest = cancel_amount > 0 && html`<small>취소 ${formatMoney(cancel_amount, currency, "ko")}</small>`;
  return html`<li>
<div class="order"><b>${merchant_uid}</b><small>${name && `${name} · `}<code>${imp_uid}</code></small></div>
<div class="sum">${formatMoney(amount, currency, "ko")}${rest}</div>
<div class="state ${look}">${ko} <small lang="en">${en}</small></div>
<div class="act">${actions(payment, now)}${receipt_url && html`<a href="/receipt/${imp_uid}">매출전표 <small lang="en">Receipt</small></a>`}</div>
</li>`;
}

/** What a person can do about a payment. */
function actions(payment: Payment, now: number): Html[] {
  const { imp_uid } = payment;
  const button = (action: string, ko: string, en: string, look = "") =>
    html`<form method="post" action="/sandbox/${action}/${imp_uid}"><button class="${look}">${ko} <small lang="en">${en}</small></button></form>`;
  if (awaitsDeposit(payment) && payment.vbank_date >= now) {
    return [button("deposit", "입금", "Deposit"), button("expire", "기한 만료", "Expire", "quiet")];
  }
  return cancellableOf(payment) > 0 ? [button("cancel", "결제 취소", "Cancel", "quiet")] : [];
}

/** What was sent, the newest first, and what the shop answered. */
function webhookList(deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) {
    return html`<p class="none">아직 보낸 웹훅이 없습니다. <span lang="en">None yet.</span></p>`;
  }
  const newest = [...deliveries].reverse().slice(0, most);
  return html`<ol class="payments webhooks">${newest.map(({ url, body, attempts }) => {
    const answers = attempts.map(({ status, error }) => status ?? error).join(", ");
    const last = attempts.at(-1);
    return html`<li>
<div class="order"><b>${url}</b><small><code>${body.imp_uid}</code> · ${body.merchant_uid}</small></div>
<div>${body.status}</div>
<div class="state ${last === undefined ? "open" : isTaken(last) ? "done" : "over"}">${answers || "…"}</div>
</li>`;
  })}</ol>`;
}

const steps = [
  [60_000, "1분", "minute"],
  [3_600_000, "1시간", "hour"],
  [86_400_000, "1일", "day"],
  [2_592_000_000, "30일", "30 days"],
] as const;

function clockForm(clock: State["clock"]): Html {
  return html`<form class="clock" method="post" action="/sandbox/time">
<output>${dateAndTime(clock.seconds())}</output>
${steps.map(([ms, ko, en]) => html`<button class="quiet" name="ms" value="${ms}">+${ko} <small lang="en">${en}</small></button>`)}
</form>
<p class="none">예약결제, 웹훅 재전송, 입금기한, 토큰이 이 시계를 따릅니다. <span lang="en">Scheduled payments, repeated webhooks, due dates and tokens go by this clock.</span></p>`;
}

function stateOf(payment: Payment, now: number): [ko: string, en: string, look: "open" | "done" | "over"] {
  if (awaitsDeposit(payment)) {
    return payment.vbank_date < now
      ? ["입금기한 지남", "Deposit overdue", "over"]
      : ["입금 대기", "Awaiting deposit", "open"];
  }
  if (payment.cancel_amount > 0 && cancellableOf(payment) > 0) {
    return ["부분 취소", "Partly cancelled", "done"];
  }
  switch (payment.status) {
    case "ready":
      return ["결제 대기", "Opened", "open"];
    case "failed":
      return ["결제 실패", "Failed", "over"];
    case "cancelled":
      return ["결제 취소", "Cancelled", "over"];
    case "paid":
      return ["결제 완료", "Paid", "done"];
  }
}
