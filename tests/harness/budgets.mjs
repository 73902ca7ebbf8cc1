// Measured figures for people, in the file that BUDGETS_FILE names and on the standard output.
import { appendFileSync } from "node:fs";

/** A title and rows of a name and a figure. */
export function report(title, rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, figure]) => `  ${name.padEnd(width)}  ${figure}`);
  const text = `${[title, ...lines].join("\n")}\n`;
  process.stdout.write(text);
  if (process.env.BUDGETS_FILE) appendFileSync(process.env.BUDGETS_FILE, text);
}
