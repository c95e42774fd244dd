/** Notifications over several lines, in the manner of `cilium monitor -vv`. */
import { type Dissection, dissect } from "../vm/index.ts";
import { captureText, type Heard, hex, identities, monitorText } from "./flow-text.ts";
import { icmpName, type Peers } from "./flows.ts";
import { dropReason, sourceFile, tracePoint, traceReason } from "./names.ts";

/** Between records that take several lines each. */
const SEPARATOR = "-".repeat(78);

/** As `cilium monitor -vv` prints it: what a record says, and under it the headers of its packet, a line each. */
export function verboseText(heard: Heard, peers: Peers): string {
  const { notification, cpu } = heard;
  if (!("packet" in notification) || notification.type === "policy-verdict") return monitorText(heard, peers);
  const { hash, endpoint, length, captured } = notification;
  const lines = [SEPARATOR];
  const head = `CPU ${`${cpu}`.padStart(2, "0")}: MARK ${hex(hash)} FROM ${endpoint}`;
  if (notification.type === "capture") {
    const what = captureText(notification.subtype, notification.args[0], peers);
    lines.push(`${head} DEBUG: ${length} bytes, ${what}`);
  } else {
    const target = notification.destinationEndpoint;
    const ends = `, ${identities(notification)}${target ? `, to endpoint ${target}` : ""}`;
    if (notification.type === "drop") {
      const { reason, extendedError, file, line } = notification;
      const place = `file ${sourceFile(file)}:${line}`;
      lines.push(
        `${head} DROP: ${length} bytes, reason ${dropReason(reason, extendedError)}, ${place}${ends}`,
      );
    } else {
      const { point, reason, ifindex, originalAddress } = notification;
      const link = ifindex ? `, interface ${peers.interfaceName(ifindex) ?? ifindex}` : "";
      const original = originalAddress ? `, orig-ip ${originalAddress}` : "";
      const state = `${length} bytes (${captured} captured), state ${traceReason(reason)}`;
      lines.push(`${head} ${tracePoint(point)}: ${state}${link}${ends}${original}`);
    }
  }
  return [...lines, ...headerLines(dissect(notification.packet, notification.first))].join("\n");
}

function headerLines({ ethernet, arp, ip, transport, cut, malformed }: Dissection): string[] {
  const lines: string[] = [];
  const add = (name: string, fields: Readonly<Record<string, string | number | null>>) => {
    const texts = Object.entries(fields).flatMap(([key, value]) =>
      value === null ? [] : [`${key}=${value}`],
    );
    lines.push(`${name}  {${texts.join(" ")}}`);
  };
  if (ethernet) {
    const { source, destination, type, vlans } = ethernet;
    const tags = vlans.length > 0 ? vlans.join(",") : null;
    add("Ethernet", { SrcMAC: source, DstMAC: destination, VLAN: tags, EthernetType: hex(type) });
  }
  if (arp) {
    const { operation, senderMac, senderAddress, targetMac, targetAddress } = arp;
    add("ARP", {
      Operation: operation,
      SourceHwAddress: senderMac,
      SourceProtAddress: senderAddress,
      DstHwAddress: targetMac,
      DstProtAddress: targetAddress,
    });
  }
  if (ip) {
    const { version, source, destination, protocol, ttl, fragment } = ip;
    add(`IPv${version}`, {
      SrcIP: source,
      DstIP: destination,
      Protocol: protocol,
      [version === 4 ? "TTL" : "HopLimit"]: ttl,
      FragOffset: fragment ? fragment.offset : null,
      MoreFragments: fragment ? `${fragment.more}` : null,
    });
  }
  if (transport && "type" in transport) {
    const { protocol, type, code, echo, target } = transport;
    const name = icmpName(protocol, type, code);
    add(protocol, { TypeCode: name, Id: echo?.id ?? null, Seq: echo?.sequence ?? null, Target: target });
  } else if (transport) {
    const { protocol, sourcePort, destinationPort, dataLength } = transport;
    add(protocol, {
      SrcPort: sourcePort,
      DstPort: destinationPort,
      ...(transport.protocol === "TCP" && {
        Seq: transport.sequence,
        Ack: transport.acknowledgment,
        Flags: transport.flags.join(",") || "none",
      }),
      Data: dataLength,
    });
  }
  if (cut) lines.push(`the captured bytes end in the header ${cut}`);
  if (malformed) lines.push(`not decoded further: no ${malformed} header`);
  return lines;
}
