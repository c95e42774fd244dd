/**
 * The edges that campaigns reached over the inputs they ran, as a picture:
 *
 *   node dist/test/fuzz/plateau.js docs/fuzz-plateau.svg arp=arp.json ethertype=ethertype.json
 *
 * of what `skbox fuzz --json` printed.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface Point {
  executions: number;
  edges: number;
}

const [output, ...sources] = process.argv.slice(2);
const series = sources.map((source) => {
  const [name = "", file = ""] = source.split("=");
  return { name, points: JSON.parse(readFileSync(file, "utf8")).history as Point[] };
});
const all = series.flatMap(({ points }) => points);

const [WIDTH, HEIGHT] = [720, 320];
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 100, 30, 44];
const COLORS = ["#1f77b4", "#d62728", "#2ca02c"];
const [least, most] = [1e5, Math.max(...all.map(({ executions }) => executions))];
const highest = Math.ceil(Math.max(...all.map(({ edges }) => edges)) / 100) * 100;
const x = (executions: number) =>
  LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(Math.max(executions, least) / least)) / Math.log(most / least);
const y = (edges: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * edges) / highest;
const text = (at: [number, number], anchor: string, content: string, fill = "#444") =>
  `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${content}</text>`;

const parts = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
  `<title>Edges reached over inputs run</title>`,
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
];
for (let edges = 0; edges <= highest; edges += 100) {
  parts.push(`<path d="M${LEFT} ${y(edges)}H${WIDTH - RIGHT}" stroke="#ddd"/>`);
  parts.push(text([LEFT - 8, y(edges) + 4], "end", String(edges)));
}
for (let executions = least; executions <= most; executions *= 10) {
  parts.push(`<path d="M${x(executions)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#ddd"/>`);
  parts.push(text([x(executions), HEIGHT - BOTTOM + 18], "middle", executions.toLocaleString("en-US")));
}
parts.push(text([(LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8], "middle", "inputs run"));
parts.push(text([12, TOP - 16], "start", "edges"));
for (const [i, { name, points }] of series.entries()) {
  const steps = points.map(({ executions, edges }, j) =>
    j === 0
      ? `M${x(executions).toFixed(1)} ${y(edges).toFixed(1)}`
      : `H${x(executions).toFixed(1)}V${y(edges).toFixed(1)}`,
  );
  const color = COLORS[i % COLORS.length]!;
  parts.push(`<path d="${steps.join("")}" fill="none" stroke="${color}" stroke-width="2"/>`);
  parts.push(text([WIDTH - RIGHT + 8, y(points.at(-1)!.edges) + 4 + 16 * i], "start", name, color));
}
writeFileSync(output!, `${parts.join("\n")}\n</svg>\n`);
