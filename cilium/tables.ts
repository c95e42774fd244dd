/** Rows of Cilium's maps as its own tools print them (`cilium bpf …`); each layout as the version that has it. */
import { l4Protocol, reservedIdentity } from "./names.ts";
import type { ConnectionRow, EndpointRow, IpcacheRow, MetricRow, PolicyRow, ServiceRow } from "./views.ts";

/** Columns as Go's tabwriter makes them there: at least five wide, three spaces apart. */
function columns(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, i) => Math.max(5, ...all.map((row) => row[i]!.length + 3)));
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i]!)).join("");
  return all.map((row) => `${line(row).trimEnd()}\n`).join("");
}

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, "0")}`;
const inBrackets = (address: string): string => (address.includes(":") ? `[${address}]` : address);
const number = (value: number): string => `${value}`;

/** As `cilium bpf endpoint list`. */
export function endpointText(rows: readonly EndpointRow[]): string {
  return columns(
    ["IP ADDRESS", "LOCAL ENDPOINT INFO"],
    rows.map((row) => [`${row.address}:${row.key}`, row.host ? "(localhost)" : endpointInfo(row)]),
  );
}

function endpointInfo(row: EndpointRow): string {
  const info = [
    `id=${number(row.id).padEnd(5)}`,
    `sec_id=${number(row.identity).padEnd(5)}`,
    `flags=0x${row.flags.toString(16).toUpperCase().padStart(4, "0")}`,
    `ifindex=${number(row.ifindex).padEnd(3)}`,
    `mac=${row.mac}`,
    `nodemac=${row.nodeMac}`,
  ];
  if (row.parentIfindex !== null) info.push(`parent_ifindex=${number(row.parentIfindex).padEnd(3)}`);
  return info.join(" ");
}

/** The lines of a service's slot have its frontend once. */
export function serviceText(rows: readonly ServiceRow[]): string {
  return columns(
    ["SERVICE ADDRESS", "BACKEND ADDRESS (REVNAT_ID) (SLOT)"],
    rows.map((row) => [frontend(row), backend(row)]),
  );
}

function frontend({ address, port, protocol, internal, slot }: ServiceRow): string {
  const proto = protocol === null ? "" : `/${l4Protocol(protocol)}`;
  return `${inBrackets(address)}:${port}${proto}${internal ? "/i" : ""} (${slot})`;
}

function backend(row: ServiceRow): string {
  const { slot, revNat } = row;
  if (slot === 0) {
    const any = row.address.includes(":") ? "[::]" : "0.0.0.0";
    const proxy = row.proxyPort === null ? "" : ` (L7LB Proxy Port: ${row.proxyPort})`;
    return `${any}:0 (${revNat}) (0) [${row.flags.join(", ")}]${proxy}`;
  }
  if (!row.backend) return `backend ${row.backendId} not found`;
  const { address, port, protocol } = row.backend;
  const proto = row.protocol === null ? "" : `/${l4Protocol(protocol)}`;
  return `${inBrackets(address)}:${port}${proto} (${revNat}) (${slot})`;
}

/** As `cilium bpf ipcache list`. */
export function ipcacheText(rows: readonly IpcacheRow[]): string {
  return columns(
    ["IP PREFIX/ADDRESS", "IDENTITY"],
    rows.map(({ prefix, identity, encryptKey, tunnelEndpoint, flags, anyFamily }) => [
      prefix,
      `identity=${identity} encryptkey=${encryptKey} tunnelendpoint=${tunnelEndpoint}${anyFamily ? "" : ","} ` +
        `flags=${flags.join(",") || "<none>"}`,
    ]),
  );
}

/** Of identities, `numeric` shows the numbers; otherwise reserved ones have their labels. */
export function policyText(rows: readonly PolicyRow[], numeric = false): string {
  const label = (identity: number) => {
    if (numeric) return `${identity}`;
    const name = reservedIdentity(identity);
    return name === null ? `${identity}` : identity === 0 ? "ANY" : `reserved:${name}`;
  };
  return columns(
    [
      "POLICY",
      "DIRECTION",
      numeric ? "IDENTITY" : "LABELS (source:key[=value])",
      "PORT/PROTO",
      "PROXY PORT",
      "AUTH TYPE",
      "BYTES",
      "PACKETS",
      "PREFIX",
    ],
    rows.map((row) => [
      row.deny ? "Deny" : "Allow",
      row.egress ? "Egress" : "Ingress",
      label(row.identity),
      row.port,
      row.proxyPort === 0 ? "NONE" : `${row.proxyPort}`,
      row.authType,
      `${row.bytes ?? "-"}`,
      `${row.packets ?? "-"}`,
      `${row.prefixLength}`,
    ]),
  );
}

/** As `cilium bpf ct list`. */
export function connectionText(rows: readonly ConnectionRow[]): string {
  const end = ({ address, port }: ConnectionRow["source"]) => `${address}:${port}`;
  return rows
    .map((row) => {
      const key = `${l4Protocol(row.protocol)} ${row.direction} ${end(row.source)} -> ${end(row.destination)}`;
      const flags = `Flags=${hex(row.flags, 4)} [ ${row.flagNames.map((name) => `${name} `).join("")}]`;
      const last = row.backendId === null ? `IfIndex=${row.ifindex}` : `BackendID=${row.backendId}`;
      const value =
        `expires=${row.expires} Packets=${row.packets} Bytes=${row.bytes} ` +
        `RxFlagsSeen=${hex(row.rxFlagsSeen, 2)} LastRxReport=${row.lastRxReport} ` +
        `TxFlagsSeen=${hex(row.txFlagsSeen, 2)} LastTxReport=${row.lastTxReport} ` +
        `${flags} RevNAT=${row.revNat} SourceSecurityID=${row.sourceIdentity} ${last}`;
      return `${key}${row.related ? " related" : ""} ${value}\n`;
    })
    .join("");
}

/** As `cilium bpf metrics list`. */
export function metricText(rows: readonly MetricRow[]): string {
  return columns(
    ["REASON", "DIRECTION", "PACKETS", "BYTES", "LINE", "FILE"],
    rows.map((row) => [row.reason, row.direction, `${row.packets}`, `${row.bytes}`, `${row.line}`, row.file]),
  );
}
