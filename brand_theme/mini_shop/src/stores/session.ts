/** Who is shopping. */
import { defineStore } from "pinia";
import type { CameBack } from "@/api/came-back";
import { ask } from "@/api/client";
import { Refused, refuse } from "@/api/errors";
import { forget } from "@/api/memory";
import { renew } from "@/api/renew";
import { dropLogin, isLoggedIn, keepLogin, readLogin } from "@/api/token";
import { AccountConfirm, LoginWithPassword, Logout, LogoutEverywhere, WechatLink, WechatLogin, WechatPhoneBind } from "@/generated/graphql";

export const useSession = defineStore("session", {
  state: () => ({ name: "" }),
  getters: {
    isLoggedIn: () => isLoggedIn.value,
  },
  actions: {
    /** @throws Refused: `SECOND_FACTOR_NEEDED` asks for the six digits as `code`. */
    async withPassword(email: string, password: string, code: string) {
      const { loginWithPassword: told } = await ask(LoginWithPassword, { email, password, code: code || null });
      refuse(told?.errors ?? []);
      if (!told?.accessToken) throw new Refused("LOGIN_FAILED", "登录没有成功，请重试。");
      forget();
      keepLogin(told.accessToken, told.refreshToken, told.expiresIn);
      this.name = told.user?.firstName ?? "";
    },
    /** Open the account that a mail's link allows, and be logged in. */
    async withLetter(token: string, password: string, firstName: string) {
      const { accountConfirm: told } = await ask(AccountConfirm, { token, password, firstName });
      refuse(told?.errors ?? []);
      if (!told?.accessToken) throw new Refused("LOGIN_FAILED", "登录没有成功，请重试。");
      forget();
      keepLogin(told.accessToken, told.refreshToken, told.expiresIn);
      this.name = told.user?.firstName ?? "";
    },
    /** With a code of `wx.login`, or with what WeChat's browser brought back. */
    async withWechat(code: string, authorisation: CameBack["authorisation"] | null = null) {
      const { wechatLogin: told } = await ask(WechatLogin, { code, authorisation });
      refuse(told?.errors ?? []);
      if (!told?.token) throw new Refused("LOGIN_FAILED", "微信登录没有成功，请重试。");
      forget();
      keepLogin(told.token, told.refreshToken, told.expiresIn);
      this.name = told.user?.firstName ?? "";
    },
    async linkWechat(code: string, authorisation: CameBack["authorisation"] | null = null) {
      const { wechatLink } = await ask(WechatLink, { code, authorisation });
      refuse(wechatLink?.errors ?? []);
    },
    /** Whoever comes back finds herself still logged in. */
    async renew() {
      if (readLogin()) await renew();
    },
    /** Keep the number behind WeChat's phone button; return it as the shop shows it. */
    async bindPhone(code: string): Promise<string> {
      const { wechatPhoneBind } = await ask(WechatPhoneBind, { code });
      refuse(wechatPhoneBind?.errors ?? []);
      return wechatPhoneBind?.phone ?? "";
    },
    /** End every login of the account; this device forgets its own once the shop has done so. */
    async leaveEverywhere() {
      const { logoutEverywhere } = await ask(LogoutEverywhere);
      refuse(logoutEverywhere?.errors ?? []);
      dropLogin();
      this.name = "";
    },
    /** The shop forgets the session; on this device it ends whether or not that worked. */
    async leave() {
      try {
        await ask(Logout);
      } finally {
        dropLogin();
        this.name = "";
      }
    },
  },
});
