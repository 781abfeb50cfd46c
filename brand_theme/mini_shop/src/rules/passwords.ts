/** What can be said of a password before the shop, which decides, is asked. */
export const SHORTEST = 10;

/** Return what is wrong with it, in Chinese and English; null when the shop may be asked. */
export function passwordFault(password: string, again: string): [string, string] | null {
  if (password.length < SHORTEST)
    return [`密码至少 ${SHORTEST} 个字。`, `The password needs ${SHORTEST} characters or more.`];
  if (password !== again) return ["两次填写的密码不一样。", "The two passwords differ."];
  return null;
}
