/** Numbers of the kernel that skbox behaves like: Linux 6.18 on x86-64, 4 KiB pages. */

/** CONFIG_HZ: jiffies in a second. */
export const HZ = 250;
/** What jiffies count from, so that a wrap of 32 bits shows after five minutes (include/linux/jiffies.h). */
export const INITIAL_JIFFIES = 2 ** 32 - 300 * HZ;

/** The length that helpers may grow a frame to. */
export const SKB_MAX_ALLOC = 16_064;

/** XDP_PACKET_HEADROOM: bytes before the frame. */
export const XDP_HEADROOM = 256;
/** sizeof(struct xdp_frame), which takes the first bytes of the headroom. */
export const XDP_FRAME_HEADER = 40;
/** Bytes from the start of the headroom to the end of a page's tailroom: a page less struct skb_shared_info. */
export const XDP_BUFFER = 4096 - 320;
/** Bytes of a further page of a frame in fragments. */
export const XDP_FRAGMENT = 4096;
/** Largest metadata before a frame (u8 meta_len of struct skb_shared_info). */
export const XDP_META_MAX = 255;
