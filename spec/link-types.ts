/** What frames in a capture begin with (tcpdump.org/linktypes.html): numbers and names without `LINKTYPE_`. */
export const LINK_TYPE_ETHERNET = 1;

const names: Readonly<Record<number, string>> = {
  0: "NULL",
  1: "ETHERNET",
  6: "IEEE802_5",
  8: "SLIP",
  9: "PPP",
  10: "FDDI",
  50: "PPP_HDLC",
  51: "PPP_ETHER",
  100: "ATM_RFC1483",
  101: "RAW",
  104: "C_HDLC",
  105: "IEEE802_11",
  107: "FRELAY",
  108: "LOOP",
  113: "LINUX_SLL",
  117: "PFLOG",
  119: "IEEE802_11_PRISM",
  127: "IEEE802_11_RADIOTAP",
  147: "USER0",
  187: "BLUETOOTH_HCI_H4",
  189: "USB_LINUX",
  195: "IEEE802_15_4_WITHFCS",
  220: "USB_LINUX_MMAPPED",
  227: "CAN_SOCKETCAN",
  228: "IPV4",
  229: "IPV6",
  239: "NFLOG",
  249: "USBPCAP",
  252: "WIRESHARK_UPPER_PDU",
  253: "NETLINK",
  271: "VSOCK",
  276: "LINUX_SLL2",
};

/** `LINUX_SLL (113)`, or the number alone where it has no name here. */
export function linkTypeName(number: number): string {
  const name = names[number];
  return name === undefined ? String(number) : `${name} (${number})`;
}
