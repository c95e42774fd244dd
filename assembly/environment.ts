/**
 * What surrounds the machine: interfaces, routes, neighbours and sockets, as records in the arena that the
 * host fills (`spec/layout.ts`). The empty environment has interface 1, a loopback device that is up and does
 * not forward, and nothing else.
 */
import { allocatePages, freePages, touch } from "./memory";
import {
  ENVIRONMENT_CGROUP_ID, ENVIRONMENT_FOUND, ENVIRONMENT_INTERFACES, ENVIRONMENT_NEIGHBOURS,
  ENVIRONMENT_NETNS_COOKIE, ENVIRONMENT_PAGE, ENVIRONMENT_ROUTES, ENVIRONMENT_SIZE, ENVIRONMENT_SOCKETS,
  ENVIRONMENT_SOCKET_COOKIE, ENVIRONMENT_TUNNEL, ENVIRONMENT_USED, ETH_HLEN, FIRST_COOKIE, INTERFACE_FLAGS,
  INTERFACE_HEADER_LENGTH, INTERFACE_IFINDEX, INTERFACE_LOOPBACK, INTERFACE_MTU, INTERFACE_NEXT,
  INTERFACE_SIZE, INTERFACE_UP, LOOPBACK_IFINDEX, LOOPBACK_MTU, NEIGHBOUR_NEXT, NEIGHBOUR_SIZE, PAGE_SIZE,
  ROOT_CGROUP, ROUTE_NEXT, ROUTE_SIZE, SKB_TUNNEL_MODE, SOCKET_NEXT, SOCKET_SIZE, STATE_CELL,
  STATE_ENVIRONMENT, TRAP_OUT_OF_MEMORY, TUNNEL, TUNNEL_KEY_SIZE,
} from "./generated/layout";
import { packetChanges, setSkb } from "./packet";
import { trap } from "./trap";

/** The address of the page before this one, at a page's start. */
const PAGE_HEADER: usize = 8;
/** Address of the ENVIRONMENT. */
export function environment(): usize {
  const present = <usize>load<u32>(STATE_CELL, STATE_ENVIRONMENT);
  return present ? present : create();
}

function newPage(): usize {
  const page = allocatePages(1);
  if (!page) trap(TRAP_OUT_OF_MEMORY);
  return page;
}

function create(): usize {
  const page = newPage();
  const at = page + PAGE_HEADER;
  store<u32>(at, <u32>page, ENVIRONMENT_PAGE);
  store<u32>(at, <u32>(PAGE_HEADER + ENVIRONMENT_SIZE), ENVIRONMENT_USED);
  store<u64>(at, FIRST_COOKIE, ENVIRONMENT_NETNS_COOKIE);
  store<u64>(at, FIRST_COOKIE, ENVIRONMENT_SOCKET_COOKIE);
  store<u64>(at, ROOT_CGROUP, ENVIRONMENT_CGROUP_ID);
  store<u32>(STATE_CELL, <u32>at, STATE_ENVIRONMENT);
  const loopback = addInterface();
  store<u32>(loopback, LOOPBACK_IFINDEX, INTERFACE_IFINDEX);
  store<u32>(loopback, LOOPBACK_MTU, INTERFACE_MTU);
  store<u32>(loopback, ETH_HLEN, INTERFACE_HEADER_LENGTH);
  store<u32>(loopback, INTERFACE_UP | INTERFACE_LOOPBACK, INTERFACE_FLAGS);
  return at;
}

/** Back to the empty environment. */
export function environmentClear(): void {
  const at = <usize>load<u32>(STATE_CELL, STATE_ENVIRONMENT);
  if (!at) return;
  store<u32>(STATE_CELL, 0, STATE_ENVIRONMENT);
  let page = <usize>load<u32>(at, ENVIRONMENT_PAGE);
  while (page) {
    const before = <usize>load<u32>(page);
    freePages(page, 1);
    page = before;
  }
}

/** A zeroed record at the head of the list in the environment's field. */
function add(list: usize, size: usize, next: usize): usize {
  const record = newRecord(size);
  const at = environment();
  store<u32>(record + next, load<u32>(at + list));
  store<u32>(at + list, <u32>record);
  return record;
}

function newRecord(size: usize): usize {
  const at = environment();
  touch(at, ENVIRONMENT_SIZE);
  memory.fill(at + ENVIRONMENT_FOUND, 0, ENVIRONMENT_SIZE - ENVIRONMENT_FOUND);
  let page = <usize>load<u32>(at, ENVIRONMENT_PAGE);
  let used = <usize>load<u32>(at, ENVIRONMENT_USED);
  if (used + size > PAGE_SIZE) {
    const fresh = newPage();
    store<u32>(fresh, <u32>page);
    page = fresh;
    used = PAGE_HEADER;
    store<u32>(at, <u32>page, ENVIRONMENT_PAGE);
  }
  const record = page + used;
  touch(record, size);
  store<u32>(at, <u32>(used + size), ENVIRONMENT_USED);
  return record;
}

/** Address of a new INTERFACE; an interface of the same index that was there before is hidden by it. */
export function addInterface(): usize {
  return add(ENVIRONMENT_INTERFACES, INTERFACE_SIZE, INTERFACE_NEXT);
}

/** Address of a new ROUTE. */
export function addRoute(): usize {
  return add(ENVIRONMENT_ROUTES, ROUTE_SIZE, ROUTE_NEXT);
}

/** Address of a new NEIGHBOUR. */
export function addNeighbour(): usize {
  return add(ENVIRONMENT_NEIGHBOURS, NEIGHBOUR_SIZE, NEIGHBOUR_NEXT);
}

/** Address of a new SOCKET. */
export function addSocket(): usize {
  return add(ENVIRONMENT_SOCKETS, SOCKET_SIZE, SOCKET_NEXT);
}

/** Address of the TUNNEL_KEY that packets of tc programs are received with from now on. */
export function addTunnel(): usize {
  const record = newRecord(TUNNEL_KEY_SIZE);
  store<u32>(environment(), <u32>record, ENVIRONMENT_TUNNEL);
  packetChanges();
  return record;
}

const TUNNEL_RECEIVED: u32 = 1;

/** The TUNNEL_KEY of the tunnel that packets have come through, or 0. */
// @ts-ignore: decorator
@inline
export function tunnelOfPackets(): usize {
  const present = <usize>load<u32>(STATE_CELL, STATE_ENVIRONMENT);
  return present ? <usize>load<u32>(present, ENVIRONMENT_TUNNEL) : 0;
}

/** Gives the packet the tunnel that it has come through. */
export function receiveTunnel(tunnel: usize): void {
  memory.copy(TUNNEL, tunnel, TUNNEL_KEY_SIZE);
  setSkb(SKB_TUNNEL_MODE, TUNNEL_RECEIVED);
}

/** The INTERFACE of an index, or 0. */
export function findInterface(ifindex: u32): usize {
  let at = <usize>load<u32>(environment(), ENVIRONMENT_INTERFACES);
  while (at && load<u32>(at, INTERFACE_IFINDEX) != ifindex) at = <usize>load<u32>(at, INTERFACE_NEXT);
  return at;
}
