/** Pictures of a result: one page of SVG, without anything from elsewhere. */
import { ENGINES, type EngineName } from "./engines.ts";
import type { Curve } from "./growth.ts";
import { figure, type Result } from "./report.ts";

const colours: Readonly<Record<EngineName, string>> = {
  jit: "#2f7d4f",
  interpreter: "#b8862b",
  kernel: "#4a6fa5",
};

export const chartPage = (result: Result): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>skbox benchmarks</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  svg { width: 100%; height: auto; margin: 0 0 2rem }
</style>
<h1>skbox benchmarks</h1>
<p>${escaped(result.device)}, medians of ${result.rounds} rounds.</p>
<h2>Compiled code and the kernel's JIT</h2>
${ratioChart(result)}
<h2>Growth</h2>
${result.curves.map(curveChart).join("\n")}
</html>
`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const svg = (title: string, width: number, height: number, body: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>${escaped(title)}</title>
${body.join("\n")}
</svg>`;
const line = (x1: number, y1: number, x2: number, y2: number, stroke: string): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${stroke}"/>`;
const label = (x: number, y: number, anchor: string, text: string): string =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
const at = (value: number): string => String(Number(value.toFixed(1)));

/** Time of compiled code over the kernel's, on a logarithmic scale: left of the line is faster. */
function ratioChart({ cases }: Result): string {
  const rows = cases.flatMap(({ name, ns }) =>
    ns.jit !== undefined && ns.kernel !== undefined && ns.jit > 0 && ns.kernel > 0
      ? [{ name, ns, ratio: ns.jit / ns.kernel }]
      : [],
  );
  const [left, width, height, top] = [300, 900, 18, 24];
  const ticks = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];
  const [low, high] = [Math.log2(ticks[0]!), Math.log2(ticks.at(-1)!)];
  const x = (ratio: number) => {
    const place = (Math.log2(ratio) - low) / (high - low);
    return left + Math.min(1, Math.max(0, place)) * (width - left - 40);
  };
  const bottom = top + rows.length * height;
  const body = ticks.flatMap((tick) => [
    line(x(tick), top - 4, x(tick), bottom, tick === 1 ? "#444" : "#ddd"),
    label(x(tick), top - 8, "middle", tick < 1 ? `1/${1 / tick}` : String(tick)),
  ]);
  for (const [i, { name, ratio, ns }] of rows.entries()) {
    const y = top + i * height;
    const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
    const title = `${name}: jit ${figure(ns.jit)} ns, kernel ${figure(ns.kernel)} ns`;
    body.push(
      label(left - 8, y + 13, "end", name),
      `<rect x="${at(from)}" y="${y + 3}" width="${at(Math.max(1, to - from))}" height="${height - 6}" fill="${
        ratio <= 1 ? colours.jit : "#a5484a"
      }"><title>${escaped(title)}</title></rect>`,
      label(ratio <= 1 ? from - 4 : to + 4, y + 13, ratio <= 1 ? "end" : "start", ratio.toFixed(2)),
    );
  }
  return svg("Time of compiled code over the kernel's", width, bottom + 8, body);
}

/** Both axes are logarithmic: a cost that does not grow is a level line. */
function curveChart({ name, x: axis, unit, points }: Curve): string {
  const [width, height, left, right, top, bottom] = [900, 260, 60, 110, 28, 210];
  const engines = ENGINES.filter((engine) => points.some(({ ns }) => (ns[engine] ?? 0) > 0));
  const values = points.flatMap(({ ns }) => engines.flatMap((engine) => ns[engine] ?? []));
  const floor = 0.1;
  const low = Math.floor(Math.log10(Math.max(floor, Math.min(...values))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const first = Math.log10(points[0]!.x);
  const last = Math.log10(points.at(-1)!.x);
  const x = (value: number) =>
    left + ((Math.log10(value) - first) / (last - first || 1)) * (width - left - right);
  const y = (value: number) =>
    bottom - ((Math.log10(Math.max(floor, value)) - low) / (high - low)) * (bottom - top);
  const body = [label(left, 16, "start", `${name}, ns per ${unit}`)];
  for (let power = low; power <= high; power++) {
    body.push(line(left, y(10 ** power), width - right, y(10 ** power), "#ddd"));
    body.push(label(left - 6, y(10 ** power) + 4, "end", String(Number((10 ** power).toPrecision(1)))));
  }
  for (const point of points) {
    body.push(label(x(point.x), bottom + 18, "middle", point.x.toLocaleString("en")));
  }
  body.push(label((left + width - right) / 2, bottom + 36, "middle", axis));
  const ends = engines.map((engine) => y(points.at(-1)!.ns[engine] ?? floor));
  for (const [i, engine] of engines.entries()) {
    const places = points.flatMap(({ x: value, ns }) => {
      const found = ns[engine];
      return found === undefined ? [] : [`${at(x(value))},${at(y(found))}`];
    });
    body.push(
      `<polyline points="${places.join(" ")}" fill="none" stroke="${colours[engine]}" stroke-width="2"/>`,
    );
    // Names that would lie on each other are moved apart.
    const crowded = ends.slice(0, i).filter((end) => Math.abs(end - ends[i]!) < 12).length;
    body.push(
      `<text x="${width - right + 8}" y="${at(ends[i]! + 4 + 13 * crowded)}" fill="${colours[engine]}">${engine}</text>`,
    );
  }
  return svg(name, width, height, body);
}
