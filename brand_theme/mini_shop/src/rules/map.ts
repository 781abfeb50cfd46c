/** Draws the sheet of Daye as an SVG picture: mini-programs show no SVG elements. */
import { OUTLINE, SHEET, type Town } from "@/generated/towns";

interface Ink {
  surface: string;
  line: string;
  text: string;
  "text-muted": string;
  accent: string;
  brand: string;
  info: string;
  success: string;
}

/** Lakes and hills, where they roughly lie. */
const LAKES = ["M206 62q22-10 30 6t-14 20q-22 4-16-26z", "M118 34q16-8 26 2t-8 18q-22 6-18-20z"];
const HILLS = [
  [120, 210],
  [158, 222],
  [196, 216],
  [96, 196],
];

export function mapAddress(towns: readonly Town[], lit: string, ink: Ink): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SHEET.width} ${SHEET.height}" font-family="PingFang SC, Noto Sans CJK SC, sans-serif">` +
    `<path d="${OUTLINE}" fill="${ink.surface}" stroke="${ink.line}" stroke-width="2" stroke-dasharray="1 5" stroke-linecap="round"/>` +
    LAKES.map((path) => `<path d="${path}" fill="${ink.info}" opacity=".22"/>`).join("") +
    HILLS.map(([x, y]) => `<path d="M${x - 14} ${y}q14-24 28 0" fill="none" stroke="${ink.success}" stroke-width="1.6" opacity=".5"/>`).join("") +
    towns.map((town) => (town.slug === lit ? "" : dot(town, ink))).join("") +
    towns.filter((town) => town.slug === lit).map((town) => flag(town, ink)).join("") +
    "</svg>";
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function shortName(name: string): string {
  return name.replace(/(街道|管理区|镇|乡)$/, "");
}

function dot(town: Town, ink: Ink): string {
  return (
    `<circle cx="${town.x}" cy="${town.y}" r="3" fill="${ink.line}"/>` +
    (town.isCrowded ? "" : `<text x="${town.x}" y="${town.y + 14}" font-size="9.5" text-anchor="middle" fill="${ink["text-muted"]}">${shortName(town.name)}</text>`)
  );
}

function flag(town: Town, ink: Ink): string {
  const left = Math.min(Math.max(town.x, 40), SHEET.width - 40);
  return (
    `<circle cx="${town.x}" cy="${town.y}" r="11" fill="${ink.brand}" opacity=".25"/>` +
    `<circle cx="${town.x}" cy="${town.y}" r="5.5" fill="${ink.accent}"/>` +
    `<text x="${left}" y="${town.y - 15}" font-size="15" font-weight="700" text-anchor="middle" fill="${ink.accent}">${town.name}</text>`
  );
}
