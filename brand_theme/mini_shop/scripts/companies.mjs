/** Express companies by WeChat's code, in the table's order: the best known come first. */
export function companiesOf(table) {
  const [, ...rows] = table.trim().split(/\r?\n/);
  const companies = rows.map((row) => row.split(",")).map(([code, name]) => ({ code, name }));
  return `export const COMPANIES: { code: string; name: string }[] = ${JSON.stringify(companies, null, 2)};\n`;
}
