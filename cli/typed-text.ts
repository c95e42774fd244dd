/** A value in one line, by its BTF type: `{ip4 10.0.1.5, family 1}`. Members that are zero do not show. */
import {
  type Btf,
  type BtfMember,
  type BtfValue,
  decodeValue,
  formatAddress,
  formatMac,
} from "../vm/index.ts";
import { toHex } from "./bytes.ts";

/** In hexadecimal where there is no type, or not all of its bytes. */
export function typedText(btf: Btf | null, typeId: number | null, bytes: Uint8Array): string {
  if (!btf || typeId === null || btf.sizeof(typeId) > bytes.length) return toHex(bytes);
  return valueText(btf, typeId, bytes, "");
}

function valueText(btf: Btf, typeId: number, bytes: Uint8Array, name: string): string {
  const type = btf.resolve(typeId);
  const own = bytes.subarray(0, btf.sizeof(typeId));
  const special = addressText(namesOf(btf, typeId), own, name);
  if (special !== null) return special;
  switch (type.kind) {
    case "STRUCT":
    case "UNION":
      return `{${memberTexts(btf, type, own).join(", ")}}`;
    case "ARRAY": {
      const size = btf.sizeof(type.type);
      if (size === 1) return toHex(own);
      const items = Array.from({ length: type.length }, (_, i) =>
        valueText(btf, type.type, own.subarray(i * size), ""),
      );
      return `[${items.join(", ")}]`;
    }
    case "ENUM":
    case "ENUM64": {
      const value = decodeValue(btf, type.id, own);
      return type.values.find((one) => one.value === value)?.name ?? `${value}`;
    }
    case "PTR":
      return `0x${decodeValue(btf, type.id, own).toString(16)}`;
    case "INT":
    case "FLOAT":
      return `${decodeValue(btf, type.id, own)}`;
    default:
      return toHex(own);
  }
}

/** An address or a port, which the kernel's and Cilium's types and members tell by name, or null. */
export function addressText(types: ReadonlySet<string>, bytes: Uint8Array, name: string): string | null {
  const named = (...names: string[]) => names.some((one) => types.has(one));
  switch (bytes.length) {
    case 16:
      return named("v6addr", "in6_addr") ? formatAddress(bytes) : null;
    case 8:
    case 6:
      return named("macaddr", "mac_t") || /^(node_)?mac$/.test(name) ? formatMac(bytes.subarray(0, 6)) : null;
    case 4:
      return named("__be32") || /^(ip4|address|[sd]addr|tunnel_endpoint)$/.test(name)
        ? formatAddress(bytes)
        : null;
    case 2:
      return named("__be16") || /^[sd]port$/.test(name) ? `${bytes[0]! * 256 + bytes[1]!}` : null;
    default:
      return null;
  }
}

/** The type's own name and those of the typedefs before it. */
export function namesOf(btf: Btf, typeId: number): Set<string> {
  const names = new Set<string>();
  for (let id = typeId; ; ) {
    const type = btf.type(id);
    names.add(type.name);
    if (btf.resolve(id).id === id || !("type" in type)) return names;
    id = type.type;
  }
}

/** `name value` of the members that hold something; those of anonymous structs are their holder's, as in C. */
function memberTexts(
  btf: Btf,
  type: { id: number; kind: string; members: BtfMember[] },
  bytes: Uint8Array,
): string[] {
  const values = decodeValue(btf, type.id, bytes) as Record<string, BtfValue>;
  const members = type.kind === "UNION" ? [alternative(btf, type.members, bytes)] : type.members;
  return members.flatMap((member) => {
    if (!member || isPadding(member.name)) return [];
    if (member.bitSize > 0) return values[member.name] ? [`${member.name} ${values[member.name]}`] : [];
    const own = bytes.subarray(member.bitOffset / 8).subarray(0, btf.sizeof(member.type));
    if (own.every((byte) => byte === 0)) return [];
    const inner = btf.resolve(member.type);
    if (!member.name && "members" in inner) return memberTexts(btf, inner, own);
    return [`${member.name} ${valueText(btf, member.type, own, member.name)}`];
  });
}

/** Of a union its first member, unless that one's padding says that another is meant. */
function alternative(btf: Btf, members: readonly BtfMember[], bytes: Uint8Array): BtfMember | undefined {
  const [first, ...others] = members;
  if (!first || others.length === 0) return first;
  const inner = btf.resolve(first.type);
  const used =
    "members" in inner &&
    inner.members.some(
      ({ name, type, bitOffset, bitSize }) =>
        isPadding(name) &&
        bitSize === 0 &&
        bytes.subarray(bitOffset / 8, bitOffset / 8 + btf.sizeof(type)).some((byte) => byte !== 0),
    );
  return used ? others.at(-1) : first;
}

export const isPadding = (name: string): boolean => /^_*(pad|reserved)/.test(name);

/** A member of a value: its path and what is in it. */
export interface Member {
  path: string;
  /** The text of the bytes that a value has there. */
  text(bytes: Uint8Array): string;
}

/** The member that is the `size` bytes at an offset of a value: `count`, `saddr.addr`; null where none is. */
export function memberAt(btf: Btf, typeId: number, offset: number, size: number): Member | null {
  const type = btf.resolve(typeId);
  if (!("members" in type)) return null;
  for (const { name, type: own, bitOffset, bitSize } of type.members) {
    const start = bitOffset / 8;
    const length = btf.sizeof(own);
    if (bitSize > 0 || offset < start || offset + size > start + length) continue;
    if (offset === start && size === length && name) {
      return { path: name, text: (bytes) => valueText(btf, own, bytes, name) };
    }
    const inner = memberAt(btf, own, offset - start, size);
    if (inner) return name ? { ...inner, path: `${name}.${inner.path}` } : inner;
  }
  return null;
}
