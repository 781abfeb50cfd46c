/** An address as a form holds it, and what is still missing. */
export interface Draft {
  name: string;
  phone: string;
  province: string;
  city: string;
  county: string;
  street: string;
}

export const EMPTY: Draft = { name: "", phone: "", province: "", city: "", county: "", street: "" };

export interface Parsed {
  name: string;
  phone: string;
  street: string;
  division: { province: string; city: string; county: string } | null;
}

/** Take what a pasted text held; what it did not hold stays as it was. */
export function withPasted(draft: Draft, parsed: Parsed): Draft {
  return {
    name: parsed.name || draft.name,
    phone: localPhone(parsed.phone) || draft.phone,
    street: parsed.street || draft.street,
    province: parsed.division?.province ?? draft.province,
    city: parsed.division ? parsed.division.city : draft.city,
    county: parsed.division ? parsed.division.county : draft.county,
  };
}

/** Say what is missing, in the order in which the form asks; empty when it is complete. */
export function missing(draft: Draft): string {
  if (!draft.name.trim()) return "请填写收货人";
  if (!/^1\d{10}$/.test(draft.phone.replace(/\s/g, ""))) return "请填写 11 位手机号";
  if (!draft.province) return "请选择所在地区";
  if (!draft.street.trim()) return "请填写详细地址";
  return "";
}

/** A mobile number without the country's code. */
export function localPhone(phone: string): string {
  return phone.replace(/^\+86/, "").replace(/\s/g, "");
}

export function regionText(place: { province: string; city: string; county: string }): string {
  return [...new Set([place.province, place.city, place.county].filter(Boolean))].join(" ");
}

/** Half of a number stays hidden wherever it is only a reminder. */
export function maskedPhone(phone: string): string {
  return localPhone(phone).replace(/^(\d{3})\d{4}(\d{4})$/, "$1****$2");
}
