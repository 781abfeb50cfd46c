/**
 * Runs the built mini-program in Node, with a `wx` that is ours, against a real shop:
 *
 *     node scripts/harness.mjs <folder> <address of the shop> <address of the simulator> <script>
 *
 * A script is a JSON list of steps, done in turn:
 *
 *     {"open": "pages/…", "query": {…}}   open a page; {"follow": true} where it went, or back
 *     {"tap": "part of an element"}       touch it once it can be; {"input": …, "value": …} types
 *     {"phone": "part of a button"}       hand over one's number; "how" is "refused", "again" for the code
 *                                         of before, or the openid of somebody else whose number it is
 *     {"words": ["…"], "said": "…"}       wait until these stand in the page's data, or were said
 *     {"keep": {"key": …}}                put into the device's storage
 *
 * Child components are not mounted: their pages are. Ends with 1, naming what failed.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import vm from "node:vm";

const PATIENCE = 8000; // milliseconds for words to appear
const [folder, address, simulator, script] = process.argv.slice(2);
const BACK = "back";
const complaints = [];
const pages = new Map();
const stack = [];
const storage = new Map();
let registering = "";
let app = null;
let person = "";
let goneTo = "";
let phoneCode = "";
const said = [];

const later = (options, answer) => {
  queueMicrotask(() => {
    options?.success?.(answer);
    options?.complete?.(answer);
  });
  return Promise.resolve(answer);
};
const known = {
  getSystemInfoSync: () => ({ windowWidth: 390, windowHeight: 844, statusBarHeight: 44, platform: "ios", theme: "light", SDKVersion: "3.8.0", pixelRatio: 3, safeArea: { top: 44, bottom: 810 } }),
  getWindowInfo: () => known.getSystemInfoSync(),
  getDeviceInfo: () => known.getSystemInfoSync(),
  getAppBaseInfo: () => known.getSystemInfoSync(),
  getSystemSetting: () => ({}),
  getAppAuthorizeSetting: () => ({}),
  getMenuButtonBoundingClientRect: () => ({ top: 48, height: 32, width: 87, right: 383, left: 296, bottom: 80 }),
  getStorageSync: (key) => storage.get(key) ?? "",
  setStorageSync: (key, value) => storage.set(key, value),
  removeStorageSync: (key) => storage.delete(key),
  getLaunchOptionsSync: () => ({ path: "pages/home/index", query: {}, scene: 1001 }),
  getEnterOptionsSync: () => ({ path: "pages/home/index", query: {}, scene: 1001 }),
  getAccountInfoSync: () => ({ miniProgram: { appId: "touristappid", envVersion: "develop" } }),
  canIUse: () => true,
  getNetworkType: (options) => later(options, { networkType: "wifi" }),
  request: (options) => {
    request(options);
    return { abort() {} };
  },
  login: (options) => {
    ask("/sim/users", { nickname: "晓梅" }).then(({ openid, js_code }) => {
      person = openid;
      options.success({ code: js_code, errMsg: "login:ok" });
    }, options.fail);
  },
  requestPayment: ({ success, fail, ...parameters }) => {
    const signed = ["timeStamp", "nonceStr", "package", "signType", "paySign"];
    const given = Object.fromEntries(signed.map((name) => [name, parameters[name]]));
    ask("/sim/pay", { ...given, appId: process.env.WECHAT_APPID, openid: person }).then(
      ({ errMsg }) => (errMsg === "requestPayment:ok" ? success({ errMsg }) : fail({ errMsg })),
      (error) => fail({ errMsg: `requestPayment:fail ${error.message}` }),
    );
  },
};
for (const name of ["navigateTo", "redirectTo", "switchTab", "reLaunch"])
  known[name] = (options) => {
    goneTo = options.url;
    return later(options, { errMsg: `${name}:ok` });
  };
for (const name of [
  ...["showToast", "hideToast", "showModal", "showLoading", "hideLoading", "setClipboardData"],
  ...["setTabBarStyle", "setTabBarBadge", "removeTabBarBadge", "setNavigationBarTitle", "stopPullDownRefresh"],
])
  known[name] = (options) => later(options, { errMsg: `${name}:ok`, confirm: true });
const showToast = known.showToast;
known.showToast = (options) => {
  said.push(options.title);
  return showToast(options);
};
known.navigateBack = (options) => {
  goneTo = BACK;
  return later(options, { errMsg: "navigateBack:ok" });
};
for (const name of ["onNetworkStatusChange", "onThemeChange"]) known[name] = () => undefined;
for (const name of ["setStorage", "removeStorage"])
  known[name] = (options) => {
    if (name === "setStorage") storage.set(options.key, options.data);
    else storage.delete(options.key);
    return later(options, { errMsg: `${name}:ok` });
  };

async function ask(path, body) {
  const answer = await fetch(new URL(path, simulator), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

async function request({ url, method = "GET", data, header = {}, success, fail, complete }) {
  try {
    const asks = method === "GET" && data ? `?${new URLSearchParams(data)}` : "";
    const answer = await fetch(new URL(url, address) + asks, {
      method,
      headers: header,
      body: method === "GET" ? undefined : JSON.stringify(data),
    });
    const text = await answer.text();
    let body = text;
    try {
      body = JSON.parse(text);
    } catch {
      // WeChat hands over what is no JSON as text
    }
    success?.({ data: body, statusCode: answer.status, header: {} });
  } catch (error) {
    fail?.({ errMsg: `request:fail ${error.message}` });
  }
  complete?.({});
}

/** What the program asks of WeChat beyond this answers that it went well. */
globalThis.wx = new Proxy(known, {
  get: (target, name) => {
    if (name in target) return target[name];
    if (String(name).startsWith("on") || String(name).startsWith("off")) return () => undefined;
    return (options) => later(typeof options === "object" ? options : undefined, { errMsg: `${String(name)}:ok` });
  },
  has: () => true,
});
globalThis.App = (options) => (app = options);
globalThis.getApp = () => app;
globalThis.getCurrentPages = () => stack;
globalThis.Page = (options) => pages.set(registering, { ...options, methods: options });
globalThis.Component = (options) => pages.set(registering, options);
globalThis.Behavior = (options) => options;
for (const level of ["error", "warn"]) {
  const own = console[level];
  console[level] = (...words) => {
    complaints.push(words.map(String).join(" "));
    own(...words);
  };
}
process.on("unhandledRejection", (error) => complaints.push(`unhandled: ${error?.stack ?? error}`));

/** The files are CommonJS, as WeChat loads them; Node would take them for modules here. */
const loaded = new Map();
function load(path, from = folder) {
  const file = join(from, path);
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const run = vm.runInThisContext(`(function (exports, require, module) {${readFileSync(file, "utf8")}\n})`, { filename: file });
  run(module.exports, (wanted) => load(wanted, dirname(file)), module);
  return module.exports;
}

function launch() {
  load("./app.js");
  app.onLaunch(known.getLaunchOptionsSync());
  app.onShow(known.getLaunchOptionsSync());
}

function open(path, query) {
  if (!app) launch();
  registering = path;
  if (!pages.has(path)) load(`./${path}.js`);
  const options = pages.get(path);
  const page = {
    ...options.methods,
    data: structuredClone(typeof options.data === "function" ? options.data() : (options.data ?? {})),
    properties: {},
    is: path,
    route: path,
    options: query,
    setData(changes, done) {
      for (const [key, value] of Object.entries(changes)) assign(this.data, key, value);
      done?.();
    },
    selectComponent: () => null,
    selectAllComponents: () => [],
    createSelectorQuery: () => ({ in: () => ({ select: () => ({ boundingClientRect: () => ({ exec() {} }) }) }) }),
    triggerEvent() {},
    getOpenerEventChannel: () => ({ on() {}, emit() {} }),
  };
  stack.push(page);
  const life = { ...options, ...options.lifetimes };
  life.created?.call(page);
  life.attached?.call(page);
  page.onLoad?.(query);
  page.onShow?.();
  (life.ready ?? options.ready)?.call(page);
  page.onReady?.();
  return page;
}

function assign(data, path, value) {
  const parts = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  let at = data;
  for (const part of parts.slice(0, -1)) at = at[part] ??= {};
  at[parts.at(-1)] = value;
}

/** Call what the element's event is bound to, as WeChat does; waits while it is disabled. */
async function touch(page, event, part, detail = {}) {
  const markup = readFileSync(join(folder, `${page.route}.wxml`), "utf8");
  const tags = markup.match(/<[^>]*>[^<]*/g).filter((each) => each.includes(part) && each.includes(`bind${event}=`));
  const ways = tags.map((tag) => ({
    bound: new RegExp(`bind${event}="{{(\\w+)}}"`).exec(tag)[1],
    disabled: /disabled="{{(\w+)}}"/.exec(tag)?.[1],
  }));
  const ready = () => ways.find(({ bound, disabled }) => page.data[bound] && !(disabled && page.data[disabled]));
  if (!(await soon(ready))) throw new Error(`${part} never took ${event}`);
  const { bound } = ready();
  const target = { dataset: {}, offsetLeft: 0, offsetTop: 0 };
  await page[page.data[bound]]({ type: event, detail, target, currentTarget: target, timeStamp: Date.now() + 1000 });
}

async function soon(isSo) {
  for (let waited = 0; waited < PATIENCE; waited += 50) {
    if (isSo()) return true;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return isSo();
}

async function follow() {
  if (!(await soon(() => goneTo))) throw new Error("went nowhere");
  if (goneTo === BACK) {
    goneTo = "";
    stack.pop();
    const before = stack[stack.length - 1];
    before.onShow?.();
    return before;
  }
  const [path, query = ""] = goneTo.replace(/^\//, "").split("?");
  goneTo = "";
  return open(path, Object.fromEntries(new URLSearchParams(query)));
}

/** What WeChat's button brings: a code for the number of whoever holds the phone, unless she says no. */
async function numberOf(how) {
  if (how === "refused") return { errMsg: "getPhoneNumber:fail user deny" };
  if (how !== "again") ({ code: phoneCode } = await ask("/sim/phone-codes", { openid: how ?? person }));
  return { code: phoneCode, errMsg: "getPhoneNumber:ok" };
}

async function step(page, { open: path, query = {}, follow: isFollowing, tap, input, value, phone, how, words, said: word, keep }) {
  for (const [key, kept] of Object.entries(keep ?? {})) storage.set(key, kept);
  if (path) page = open(path, query);
  if (isFollowing) page = await follow();
  if (tap) await touch(page, "tap", tap);
  if (input) await touch(page, "input", input, { value });
  if (phone) await touch(page, "getphonenumber", phone, await numberOf(how));
  const standing = () => words.every((word) => JSON.stringify(page.data).includes(word));
  if (words && !(await soon(standing)))
    throw new Error(`${words.join(", ")} did not come; data ${JSON.stringify(page.data).slice(0, 800)}`);
  if (word && !(await soon(() => said.some((each) => each.includes(word)))))
    throw new Error(`${word} was not said; said ${JSON.stringify(said)}`);
  return page;
}

const failed = [];
let page = null;
for (const each of JSON.parse(script)) {
  try {
    page = await step(page, each);
  } catch (error) {
    failed.push(`${JSON.stringify(each)} at ${page?.route}: ${error.stack}`);
    break;
  }
}
for (const each of [...failed, ...complaints]) process.stdout.write(`✗ ${each}\n`);
process.exit(failed.length || complaints.length ? 1 : 0);
