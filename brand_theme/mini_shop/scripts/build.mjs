/** Generates what is generated, then builds: `node scripts/build.mjs [-p mp-weixin]`. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import "./generate.mjs";

const uni = createRequire(import.meta.url).resolve("@dcloudio/vite-plugin-uni/bin/uni.js");
const done = spawnSync(process.execPath, [uni, "build", ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(done.status ?? 1);
