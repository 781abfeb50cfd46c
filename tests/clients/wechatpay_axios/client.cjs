// Asks a running simulator what the shop asks, through wechatpay-axios-plugin: whatever
// it signs must be accepted, whatever it gets must carry a signature it accepts.
//
//   node client.cjs <shop.env.json> <port of our notification server>
//
// Prints one JSON object: the name of each check and what was seen.
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { createHash, randomBytes } = require('node:crypto');
const { gunzipSync } = require('node:zlib');
const { join } = require('node:path');
const { Wechatpay, Rsa, Aes, Formatter } = require('wechatpay-axios-plugin');

const [, , settingsFile, notifyPort] = process.argv;
const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
const base = settings.WECHAT_PAY_BASE;
const mchid = settings.WECHAT_PAY_MCHID;
const appid = settings.WECHAT_APPID;
const serial = settings.WECHAT_PAY_PREFERRED_SERIAL;
const keyFile = (folder, name) => `file://${join(folder, name)}`;
const merchantKey = Rsa.from(`file://${settings.WECHAT_PAY_PRIVATE_KEY_FILE}`, 'private');
const publicKey = Rsa.from(keyFile(settings.WECHAT_PAY_VERIFY_KEYS_DIR, `${serial}.pem`), 'public');
const notifyUrl = `http://127.0.0.1:${notifyPort}/notify/`;
const number = () => randomBytes(12).toString('hex');

const pay = new Wechatpay({
  mchid,
  serial: settings.WECHAT_PAY_CERT_SERIAL,
  privateKey: merchantKey,
  certs: { [serial]: publicKey },
  baseURL: base,
  headers: { 'Wechatpay-Serial': serial },
});

async function sim(path, body) {
  const answer = await fetch(`${base}/sim/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body || {}),
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(content)}`);
  return content;
}

// Notifications, each proven and opened as a shop has to.
const arrived = [];
const waiting = [];
const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString();
    const name = (header) => request.headers[`wechatpay-${header}`];
    const proven = name('serial') === serial && Rsa.verify(
      Formatter.response(name('timestamp'), name('nonce'), body), name('signature'), publicKey,
    );
    const { event_type: event, resource } = JSON.parse(body);
    const opened = JSON.parse(Aes.AesGcm.decrypt(
      resource.ciphertext, settings.WECHAT_PAY_APIV3_KEY, resource.nonce, resource.associated_data,
    ));
    arrived.push({ event, proven, opened });
    response.writeHead(proven ? 204 : 401).end();
    waiting.splice(0).forEach((wake) => wake());
  });
});

async function notification(event) {
  for (;;) {
    const found = arrived.find((one) => one.event === event);
    if (found) return found;
    await new Promise((wake) => { waiting.push(wake); });
  }
}

const refused = async (call) => {
  try {
    await call();
  } catch (error) {
    return { status: error.response?.status, code: error.response?.data?.code || error.code };
  }
  return { status: 'accepted' };
};

async function prepay(openid, total) {
  const outTradeNo = number();
  const { data } = await pay.v3.pay.transactions.jsapi.post({
    appid,
    mchid,
    description: '金牛麻花，一斤装',
    out_trade_no: outTradeNo,
    notify_url: notifyUrl,
    amount: { total, currency: 'CNY' },
    payer: { openid },
  });
  return { outTradeNo, prepayId: data.prepay_id };
}

function sheet(prepayId) {
  const given = {
    appId: appid,
    timeStamp: String(Formatter.timestamp()),
    nonceStr: Formatter.nonce(),
    package: `prepay_id=${prepayId}`,
  };
  const message = Formatter.joinedByLineFeed(...Object.values(given));
  return { ...given, signType: 'RSA', paySign: Rsa.sign(message, merchantKey) };
}

async function bill() {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const { data } = await pay.v3.bill.tradebill.get({ params: { bill_date: day, tar_type: 'GZIP' } });
  // Files carry no signature; the plugin knows that of this path without its query.
  const { origin, searchParams } = new URL(data.download_url);
  const file = await pay.v3.billdownload.file.get({
    baseURL: origin, params: Object.fromEntries(searchParams), responseType: 'arraybuffer',
  });
  const content = gunzipSync(Buffer.from(file.data));
  const digest = createHash('sha1').update(content).digest('hex');
  return { proven: digest === data.hash_value, ...Formatter.castCsvBill(content) };
}

async function main() {
  const seen = {};
  const { openid } = await sim('users', { nickname: '李晓梅' });

  const first = await prepay(openid, 6960);
  seen.prepay = first.prepayId.startsWith('wx');
  seen.paySign = (await sim('pay', { ...sheet(first.prepayId), openid })).errMsg;

  const paid = await notification('TRANSACTION.SUCCESS');
  seen.paymentNotification = [paid.proven, paid.opened.out_trade_no === first.outTradeNo];

  const query = pay.v3.pay.transactions;
  const byNumber = (await query.outTradeNo.$out_trade_no$.get({
    params: { mchid }, out_trade_no: first.outTradeNo,
  })).data;
  const byId = (await query.id.$transaction_id$.get({
    params: { mchid }, transaction_id: byNumber.transaction_id,
  })).data;
  seen.queries = [byNumber.trade_state, byId.amount.total, byId.out_trade_no === first.outTradeNo];

  const outRefundNo = number();
  const accepted = (await pay.v3.refund.domestic.refunds.post({
    out_trade_no: first.outTradeNo,
    out_refund_no: outRefundNo,
    reason: '少发一件',
    notify_url: notifyUrl,
    amount: { refund: 1000, total: 6960, currency: 'CNY' },
  })).data;
  await sim(`refunds/${outRefundNo}/success`);
  const refunded = await notification('REFUND.SUCCESS');
  const refund = (await pay.v3.refund.domestic.refunds.$out_refund_no$.get({
    out_refund_no: outRefundNo,
  })).data;
  seen.refund = [accepted.status, refund.status, refund.amount.refund];
  seen.refundNotification = [refunded.proven, refunded.opened.out_refund_no === outRefundNo];

  const second = await prepay(openid, 100);
  const close = () => pay.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post(
    { mchid }, { out_trade_no: second.outTradeNo },
  );
  seen.close = (await close()).status;
  seen.closedAgain = await refused(close);
  seen.unknownOrder = await refused(() => query.outTradeNo.$out_trade_no$.get({
    params: { mchid }, out_trade_no: 'never-opened',
  }));

  const trade = await bill();
  const rows = trade.rows.filter((row) => row['商户订单号'] === first.outTradeNo);
  seen.bill = [trade.proven, rows.map((row) => [row['订单金额'], row['申请退款金额']])];

  for (const fault of ['answer.unsigned', 'answer.bad_signature', 'answer.unknown_serial']) {
    await sim('faults', { name: fault });
    seen[fault] = (await refused(() => prepay(openid, 100))).code;
  }
  const stranger = new Wechatpay({
    mchid,
    serial: settings.WECHAT_PAY_CERT_SERIAL,
    privateKey: Rsa.from(`file://${process.env.OTHER_KEY}`, 'private'),
    certs: { [serial]: publicKey },
    baseURL: base,
  });
  seen.otherKey = await refused(() => stranger.v3.pay.transactions.id.$transaction_id$.get({
    params: { mchid }, transaction_id: byNumber.transaction_id,
  }));
  process.stdout.write(`${JSON.stringify(seen)}\n`);
}

server.listen(Number(notifyPort), '127.0.0.1', () => {
  main().catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }).finally(() => server.close(() => process.exit()));
});
