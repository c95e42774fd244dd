/** Interfaces of an environment, with what Linux gives the loopback and with their peers. */
import { InterfaceFlag } from "../../spec/layout.ts";
import { ETH_HLEN, ETHERNET_MTU, IPV6_MIN_MTU, LOOPBACK_IFINDEX, LOOPBACK_MTU } from "../../spec/network.ts";
import { sameBytes } from "../../spec/text.ts";
import {
  type EnvironmentAttachment,
  type EnvironmentInterface,
  type EnvironmentPath,
  HOOKS,
} from "./format.ts";
import { Members, U32_MAX } from "./members.ts";
import { type Prefix, prefix } from "./prefix.ts";
import type { EnvironmentTables } from "./tables.ts";

/** What an interface is by its kind. */
const KINDS: Readonly<
  Record<NonNullable<EnvironmentInterface["kind"]>, { headerLength: number; mtu: number; flag: number }>
> = {
  ethernet: { headerLength: ETH_HLEN, mtu: ETHERNET_MTU, flag: 0 },
  l3: { headerLength: 0, mtu: ETHERNET_MTU, flag: InterfaceFlag.POINT_TO_POINT },
  loopback: { headerLength: ETH_HLEN, mtu: LOOPBACK_MTU, flag: InterfaceFlag.LOOPBACK },
};

/** An address of an interface. */
export interface Network extends Prefix {
  index: number;
  loopback: boolean;
  /** Whether the interface routes IPv6 on. */
  forwarding6: boolean;
}

export class Interfaces {
  readonly rows: EnvironmentTables["interfaces"] = [];
  readonly #indices = new Set([LOOPBACK_IFINDEX]);
  readonly #byName = new Map<string, number>();
  readonly networks: Network[] = [];
  /** What is left to be done when all interfaces are known. */
  readonly #pairs: (() => void)[] = [];

  #names(): string {
    const named = new Map([...this.#byName].map(([name, index]) => [index, name]));
    return [...this.#indices].map((index) => named.get(index) ?? `${index}`).join(", ");
  }

  /** Index of the interface that a member names, or gives by its index. */
  named(members: Members, member: string): number {
    const value = members.value(member);
    const index = typeof value === "string" ? this.#byName.get(value) : Number(value);
    if (index !== undefined && this.#indices.has(index)) return index;
    return members.fail(member, `one of the interfaces ${this.#names()}`);
  }

  add(value: unknown, path: EnvironmentPath): void {
    const names = ["index", "name", "kind", "mac", "mtu", "up", "forwarding", "addresses", "peer", "attach"];
    const members = new Members(value, path, names);
    const index = members.integer("index", null, U32_MAX, 1);
    if (this.rows.some((row) => row.index === index)) members.fail("index", "another one than before");
    this.#indices.add(index);
    if (members.has("name")) {
      const name = members.text("name", "a name");
      if (this.#byName.has(name)) members.fail("name", "another one than before");
      this.#byName.set(name, index);
    }
    const kind = members.choice("kind", KINDS, index === LOOPBACK_IFINDEX ? "loopback" : "ethernet");
    const isLoopback = kind === KINDS.loopback;
    const mtu = members.integer("mtu", kind.mtu);
    const forwarding = InterfaceFlag.FORWARDING4 | (mtu < IPV6_MIN_MTU ? 0 : InterfaceFlag.FORWARDING6);
    const networks = members.list("addresses", prefix);
    const first = (bytes: number) =>
      networks.find(({ address }) => address.length === bytes)?.address ?? null;
    const row: EnvironmentTables["interfaces"][number] = {
      index,
      name: members.has("name") ? members.text("name", "a name") : null,
      mtu,
      headerLength: kind.headerLength,
      flags:
        (members.flag("up", true) ? InterfaceFlag.UP : 0) |
        kind.flag |
        (members.flag("forwarding", !isLoopback) ? forwarding : 0),
      mac: members.mac("mac", "00:00:00:00:00:00"),
      address4: first(4),
      address6: first(16),
      addresses: networks,
      peer: null,
      attach: members.has("attach") ? attachment(members.value("attach"), members.path("attach")) : null,
    };
    this.rows.push(row);
    this.networks.push(
      ...networks.map((network) => ({
        ...network,
        index,
        loopback: isLoopback,
        forwarding6: (row.flags & InterfaceFlag.FORWARDING6) !== 0,
      })),
    );
    if (members.has("peer")) this.#pairs.push(() => this.#pair(row, members));
  }

  /** Linux gives the loopback an IPv4 address if it has none, and always the one of IPv6. */
  addLoopback(): void {
    const row = this.rows.find(({ index }) => index === LOOPBACK_IFINDEX);
    if (row && !(row.flags & InterfaceFlag.UP)) return;
    const present = (wanted: Uint8Array) =>
      row?.addresses.some(({ address }) =>
        wanted.length === 4 ? address.length === 4 : sameBytes(address, wanted),
      );
    this.networks.push(...LOOPBACK_NETWORKS.filter(({ address }) => !present(address)));
  }

  /** Joins the ends of veth pairs; one end may leave the other unsaid. */
  pair(): void {
    for (const pair of this.#pairs) pair();
  }

  #pair(row: EnvironmentTables["interfaces"][number], members: Members): void {
    const index = this.named(members, "peer");
    const peer = this.rows.find((candidate) => candidate.index === index);
    const taken = [row.peer ?? index, peer?.peer ?? row.index];
    if (!peer || peer === row || taken[0] !== index || taken[1] !== row.index) {
      members.fail("peer", "the other end of this interface alone");
    }
    row.peer = index;
    peer.peer = row.index;
  }
}

function attachment(value: unknown, path: EnvironmentPath): EnvironmentAttachment {
  const members = new Members(value, path, [...HOOKS, "set", "maps", "renameMaps"]);
  const result: EnvironmentAttachment = {
    set: members.texts("set", ["string", "number", "bigint"]),
    renameMaps: members.texts<string>("renameMaps", ["string"]),
  };
  if (members.has("maps")) result.maps = members.text("maps", "a file");
  for (const hook of HOOKS) {
    if (!members.has(hook)) continue;
    const program = new Members(members.value(hook), members.path(hook), ["object", "program"]);
    result[hook] = {
      program: program.text("program", "a program"),
      ...(program.has("object") && { object: program.text("object", "a file") }),
    };
  }
  return result;
}

/** What Linux gives a loopback on its own when it is brought up. */
const LOOPBACK_NETWORKS: readonly Network[] = [
  { address: Uint8Array.of(127, 0, 0, 1), length: 8 },
  { address: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), length: 128 },
].map((network) => ({ ...network, index: LOOPBACK_IFINDEX, loopback: true, forwarding6: false }));
