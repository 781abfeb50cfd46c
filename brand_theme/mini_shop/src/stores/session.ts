/** Who is shopping. */
import { defineStore } from "pinia";
import { ask } from "@/api/client";
import { Refused, refuse } from "@/api/errors";
import { dropToken, keepToken, readToken } from "@/api/token";
import { TokenCreate, TokenRefresh, WechatLogin, WechatLink } from "@/generated/graphql";

export const useSession = defineStore("session", {
  state: () => ({ isLoggedIn: Boolean(readToken()), name: "" }),
  actions: {
    async withPassword(email: string, password: string) {
      const { tokenCreate } = await ask(TokenCreate, { email, password });
      const [error] = tokenCreate?.accountErrors ?? [];
      if (error || !tokenCreate?.token)
        throw new Refused("LOGIN_FAILED", "邮箱或密码不对，请核对后再试。");
      this.enter(tokenCreate.token, tokenCreate.user?.firstName ?? "");
    },
    async withWechat(code: string) {
      const { wechatLogin } = await ask(WechatLogin, { code });
      refuse(wechatLogin?.errors ?? []);
      if (!wechatLogin?.token) throw new Refused("LOGIN_FAILED", "微信登录没有成功，请重试。");
      this.enter(wechatLogin.token, wechatLogin.user?.firstName ?? "");
    },
    async linkWechat(code: string) {
      const { wechatLink } = await ask(WechatLink, { code });
      refuse(wechatLink?.errors ?? []);
    },
    /** A token lives some days: renewed at each start, whoever comes often stays in. */
    async renew() {
      const token = readToken();
      if (!token) return;
      try {
        const { tokenRefresh } = await ask(TokenRefresh, { token });
        if (tokenRefresh?.token) keepToken(tokenRefresh.token);
      } catch (error) {
        if (error instanceof Refused) this.leave();
      }
    },
    enter(token: string, name: string) {
      keepToken(token);
      this.isLoggedIn = true;
      this.name = name;
    },
    leave() {
      dropToken();
      this.isLoggedIn = false;
      this.name = "";
    },
  },
});
