/** The towns of Daye on a sheet of 320 by 260, for the drawn map of origins. */

const WIDE = 320;
const HIGH = 260;
const EDGE = 46;
/** Names nearer than this to one already written stay unwritten until their town is lit. */
const NEAR = { x: 30, y: 13 };

export function townsOf(csv) {
  const [head, ...rows] = csv.trim().split("\n").map((line) => line.split(","));
  const at = Object.fromEntries(head.map((name, index) => [name.trim(), index]));
  const towns = rows
    .filter((row) => row[at.kind] !== "county-level-city")
    .map((row) => ({
      slug: row[at.slug],
      name: row[at.name],
      east: Number(row[at.longitude]),
      north: Number(row[at.latitude]),
    }));
  const wests = towns.map((town) => town.east);
  const norths = towns.map((town) => town.north);
  const scaleX = (WIDE - 2 * EDGE) / (Math.max(...wests) - Math.min(...wests));
  const scaleY = (HIGH - 2 * EDGE) / (Math.max(...norths) - Math.min(...norths));
  const placed = towns.map(({ slug, name, east, north }) => ({
    slug,
    name,
    x: Math.round(EDGE + (east - Math.min(...wests)) * scaleX),
    y: Math.round(EDGE + (Math.max(...norths) - north) * scaleY),
  }));
  for (const [index, town] of placed.entries())
    town.isCrowded = placed
      .slice(0, index)
      .some(({ x, y, isCrowded }) => !isCrowded && Math.abs(x - town.x) < NEAR.x && Math.abs(y - town.y) < NEAR.y);
  return (
    "/** A sketch, not a survey: places are true to each other, the outline is drawn around them. */\n" +
    `export const SHEET = { width: ${WIDE}, height: ${HIGH} } as const;\n` +
    "export interface Town { slug: string; name: string; x: number; y: number; isCrowded: boolean }\n" +
    `export const TOWNS: Town[] = ${JSON.stringify(placed)};\n` +
    `export const OUTLINE = "${outlineOf(placed)}";\n`
  );
}

/** A soft line around all places: their hull, widened and rounded. */
function outlineOf(points) {
  const middle = { x: WIDE / 2, y: HIGH / 2 };
  const hull = hullOf(points).map(({ x, y }) => {
    const far = Math.hypot(x - middle.x, y - middle.y) || 1;
    const grown = (far + 34) / far;
    return { x: middle.x + (x - middle.x) * grown, y: middle.y + (y - middle.y) * grown };
  });
  const half = (a, b) => `${((a.x + b.x) / 2).toFixed(0)} ${((a.y + b.y) / 2).toFixed(0)}`;
  const first = half(hull.at(-1), hull[0]);
  const curves = hull.map((point, index) => {
    const next = hull[(index + 1) % hull.length];
    return `Q${point.x.toFixed(0)} ${point.y.toFixed(0)} ${half(point, next)}`;
  });
  return `M${first}${curves.join("")}Z`;
}

function hullOf(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const side = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...side(sorted), ...side(sorted.reverse())];
}
