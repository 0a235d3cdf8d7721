import { demandsOf, gatewayOf, gateways } from "./gateways.js";
import { say } from "./page.js";

const form = document.querySelector("form");

/** With more methods than this only the first are choices, and the others are in a list: a phone has no room for all. */
const manyMethods = 6;
const shownOfMany = 4;

/** How a demanded parameter is asked for, and the sample it is filled in with. */
const controls = {
  digital: { type: "checkbox" },
  biz_num: { value: "1234567891", inputMode: "numeric" },
  customer_uid: { value: "gildong-card-1" },
  customer_id: { value: "gildong" },
  vbank_due: { type: "date", value: inDays(7) },
  "naverProducts[0].name": { value: say("product") },
  "naverProducts[0].uid": { value: "chair-1" },
  "naverProducts[0].count": { type: "number", value: "1", min: "1" },
  "naverProducts[0].categoryType": { value: "PRODUCT" },
  "naverProducts[0].categoryId": { value: "GENERAL" },
};

/** The fields that were asked for once: what the customer has typed is there when they are asked for again. */
const made = new Map();

/** Fills in the gateways, and has the form follow the choice from now on. */
export function showPaymentForm() {
  form.elements.pg.append(
    ...Object.entries(gateways).map(([kind, rows]) => {
      const group = Object.assign(document.createElement("optgroup"), { label: say(kind) });
      group.append(...rows.map(({ code }) => new Option(say(code), code)));
      return group;
    }),
  );
  for (const field of form.querySelectorAll(".field")) addProblemTo(field);
  showMethods();
  form.addEventListener("change", ({ target }) => {
    if (target.name === "pg") showMethods();
    if (target.name === "pay_method") showChosen();
  });
}

/** What the form says of the payment, each value of the type that PortOne wants; what is empty is left out. */
export function readPaymentForm() {
  const params = {};
  for (const control of controlsOf(form)) {
    const value = typed(control);
    if (value !== undefined) put(params, control.name, value);
  }
  return { ...params, ...gatewayOf(params.pg).sends };
}

/**
 * Shows each problem beside the field it belongs to, and takes away the ones that were shown.
 *
 * @returns the problems that belong to no field
 */
export function showProblems(issues) {
  const homeless = issues.filter(({ path }) => !fieldOf(path));
  for (const field of form.querySelectorAll(".field")) {
    const own = issues.filter(({ path }) => fieldOf(path) === field);
    const wrong = own.some(({ severity }) => severity === "error");
    const problem = field.querySelector(".problem");
    problem.className = `problem ${wrong ? "error" : "warning"}`;
    problem.textContent = [...new Set(own.map(describe))].join(" ");
    for (const control of controlsOf(field)) control.setAttribute("aria-invalid", `${wrong}`);
  }
  return homeless;
}

/** Whether a problem is shown beside a field. */
export function hasProblem() {
  return [...form.querySelectorAll(".problem")].some(({ textContent }) => textContent);
}

/** Moves the focus to the first field that keeps the payment from going on. */
export function focusProblem() {
  const [first, ...others] = form.querySelectorAll('.field [aria-invalid="true"]');
  // Of several radio buttons the chosen one.
  ([first, ...others].find(({ checked }) => checked) ?? first)?.focus();
}

/** What is wrong, in the customer's language; in the library's words where the shop has none. */
export function describe({ path, message }) {
  const name = nameOf(path);
  const isEmpty = form.elements[path]?.value === "";
  const text = (isEmpty && say(`missing:${name}`)) || say(`wrong:${name}`);
  return text?.replace("{reason}", message) ?? message;
}

function showMethods() {
  const { methods } = gatewayOf(form.elements.pg.value);
  const before = readPaymentForm().pay_method;
  const chosen = methods.includes(before) ? before : methods[0];
  const shown = methods.length > manyMethods ? methods.slice(0, shownOfMany) : methods;
  const listed = methods.slice(shown.length);
  const place = document.querySelector("#methods");
  place.replaceChildren(...shown.map((method) => choiceOf(method, say(method), method === chosen)));
  if (listed.length > 0) {
    const list = Object.assign(document.createElement("select"), { name: "pay_method" });
    list.setAttribute("aria-label", say("chooseMethod"));
    list.append(
      ...listed.map((method) => new Option(say(method), method, method === chosen, method === chosen)),
    );
    // This choice has no value of its own: the method is the one that the list names.
    place.append(choiceOf("", say("otherMethods"), listed.includes(chosen)), list);
  }
  showChosen();
}

/** Shows what the chosen method needs: the list of further methods, if it is among them, and the fields that it demands. */
function showChosen() {
  const list = form.querySelector("#methods select");
  if (list) {
    list.disabled = !!form.querySelector("#methods input:checked").value;
    list.hidden = list.disabled;
  }
  for (const control of controlsOf(document.querySelector("#methods")))
    control.setAttribute("aria-describedby", "problem-pay_method");
  const { pg, pay_method } = readPaymentForm();
  document.querySelector("#demanded").replaceChildren(...demandsOf(pg, pay_method).map(demandedField));
}

function choiceOf(value, text, checked) {
  const choice = document.createElement("label");
  const input = Object.assign(document.createElement("input"), {
    type: "radio",
    name: "pay_method",
    value,
    checked,
  });
  choice.append(input, Object.assign(document.createElement("span"), { textContent: text }));
  return choice;
}

function demandedField(path) {
  if (!made.has(path)) {
    const { inputMode = "", ...attributes } = controls[path];
    const field = Object.assign(document.createElement("div"), { className: "field" });
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { name: path, inputMode, ...attributes });
    label.append(
      Object.assign(document.createElement("span"), { textContent: say(`field:${nameOf(path)}`) }),
      input,
    );
    if (input.type === "checkbox") label.className = "check";
    field.append(label);
    addProblemTo(field);
    made.set(path, field);
  }
  return made.get(path);
}

/** A place for what is wrong: there from the beginning, so that a screen reader says what comes into it. */
function addProblemTo(field) {
  const problem = Object.assign(document.createElement("p"), {
    id: `problem-${controlsOf(field)[0]?.name ?? "pay_method"}`,
    className: "problem",
    ariaLive: "polite",
  });
  for (const control of controlsOf(field)) control.setAttribute("aria-describedby", problem.id);
  field.append(problem);
}

function controlsOf(element) {
  return [...element.querySelectorAll("input, select")];
}

/** The field of a parameter; for a whole object or array, the first one in it. */
function fieldOf(path) {
  const within = [`${path}.`, `${path}[`];
  return controlsOf(form)
    .find(({ name }) => name === path || within.some((beginning) => name.startsWith(beginning)))
    ?.closest(".field");
}

/** A parameter's name without the numbers of items. */
function nameOf(path) {
  return path.replace(/\[\d+\]/g, "");
}

function typed({ type, checked, disabled, value }) {
  if (type === "checkbox") return checked;
  if (disabled || (type === "radio" && !checked) || !value.trim()) return undefined;
  return type === "number" ? Number(value) : value.trim();
}

/** `put(params, "naverProducts[0].count", 1)` */
function put(params, path, value) {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop();
  let target = params;
  keys.forEach((key, index) => {
    target[key] ??= /^\d/.test(keys[index + 1] ?? last) ? [] : {};
    target = target[key];
  });
  target[last] = value;
}

/** `YYYY-MM-DD`, where the customer is. */
function inDays(days) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => `${part}`.padStart(2, "0"))
    .join("-");
}
