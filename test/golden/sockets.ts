/** The scenes of sock.json: what the kernel answered to sockets. */
import { readFileSync } from "node:fs";
import type { Entry } from "./scenes.ts";

export interface SocketScene {
  name: string;
  program: string;
  cookie: number;
  cgroup: number;
  maps: Entry[];
  /** Addresses and ports in network order, as hexadecimal digits. */
  ctx_in: { user_ip4: string; user_port: string } & Record<
    "user_family" | "family" | "type" | "protocol",
    number
  >;
  retval: number;
  ctx_out: Record<"user_ip4" | "user_port", string>;
  changed: Entry[];
  events: string[];
}

export interface SocketFile {
  about: string[];
  object: string;
  sha256: string;
  kernel: string;
  scenes: SocketScene[];
}

/** Seen from the project's root, as this is compiled elsewhere too. */
export const SOCKETS = "test/golden/sock.json";
export const sockets: SocketFile = JSON.parse(readFileSync(SOCKETS, "utf8"));
export const object = new Uint8Array(readFileSync(sockets.object));
