// Frames, as the pods of the lab send and read them.

const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const u16 = (value) => [value >> 8, value & 0xff];
const u32 = (value) => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
const mac = (text) => text.split(":").map((part) => Number.parseInt(part, 16));
const ip = (text) => text.split(".").map(Number);

/** RFC 1071 */
function checksum(data) {
  let sum = 0;
  for (let i = 0; i < data.length; i += 2) sum += (data[i] << 8) | (data[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

const ethernet = ({ from, to }, type, payload) => bytes(mac(to), mac(from), u16(type), payload);

/** `ends` are `{ mac, address, port }` of both sides. */
const link = ({ source, destination }) => ({ from: source.mac, to: destination.mac });

let identification = 0;
function ipv4(ends, protocol, payload) {
  identification = (identification + 1) & 0xffff;
  const header = (sum) =>
    bytes(
      [0x45, 0],
      u16(20 + payload.length),
      u16(identification),
      [0x40, 0, 64, protocol],
      u16(sum),
      ip(ends.source.address),
      ip(ends.destination.address),
    );
  return ethernet(link(ends), 0x0800, bytes(header(checksum(header(0))), payload));
}

const pseudoHeader = ({ source, destination }, protocol, length) =>
  bytes(ip(source.address), ip(destination.address), [0, protocol], u16(length));

export function arpRequest(sender, address) {
  const broadcast = "ff:ff:ff:ff:ff:ff";
  const header = bytes([0, 1, 8, 0, 6, 4, 0, 1]);
  const body = bytes(header, mac(sender.mac), ip(sender.address), [0, 0, 0, 0, 0, 0], ip(address));
  return ethernet({ from: sender.mac, to: broadcast }, 0x0806, body);
}

/** Type 8 asks, type 0 answers. */
export function ping(ends, type, sequence) {
  const data = Uint8Array.from({ length: 48 }, (_, i) => 0x10 + i);
  const message = (sum) => bytes([type, 0], u16(sum), u16(0x2a2a), u16(sequence), data);
  return ipv4(ends, 1, message(checksum(message(0))));
}

const FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 };

export function tcp(ends, { flags, sequence, acknowledge = 0, data = "" }) {
  const bits = flags.split(" ").reduce((all, name) => all | FLAGS[name], 0);
  const text = new TextEncoder().encode(data);
  const segment = (sum) =>
    bytes(
      u16(ends.source.port),
      u16(ends.destination.port),
      u32(sequence),
      u32(acknowledge),
      [0x50, bits],
      u16(64240),
      u16(sum),
      u16(0),
      text,
    );
  const length = 20 + text.length;
  return ipv4(ends, 6, segment(checksum(bytes(pseudoHeader(ends, 6, length), segment(0)))));
}

export function udp(ends, data) {
  const datagram = (sum) =>
    bytes(u16(ends.source.port), u16(ends.destination.port), u16(8 + data.length), u16(sum), data);
  const sum = checksum(bytes(pseudoHeader(ends, 17, 8 + data.length), datagram(0)));
  return ipv4(ends, 17, datagram(sum || 0xffff));
}

/** A question for the address of a name (RFC 1035), or the answer to it. */
export function dns(name, address = null) {
  const labels = name.split(".").flatMap((label) => [label.length, ...new TextEncoder().encode(label)]);
  const question = [...labels, 0, 0, 1, 0, 1];
  const header = [
    0x12,
    0x34,
    address ? 0x85 : 0x01,
    address ? 0x80 : 0,
    0,
    1,
    0,
    address ? 1 : 0,
    0,
    0,
    0,
    0,
  ];
  const answer = address ? [0xc0, 12, 0, 1, 0, 1, ...u32(30), 0, 4, ...ip(address)] : [];
  return bytes(header, question, answer);
}
