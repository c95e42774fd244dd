/** Columns, aligned, two spaces apart; a cell of numbers only is aligned to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const numeric = header.map((_, i) => rows.every((row) => /^\d*$/.test(row[i]!)));
  return [header, ...rows]
    .map((row) => {
      const cells = row.map((cell, i) => (numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)));
      return `${cells.join("  ").trimEnd()}\n`;
    })
    .join("");
}
