/** Numbers for Linux's system calls that more than one file here uses. */

// include/uapi/linux/sched.h, if.h
export const CLONE_NEWNET = 0x4000_0000;
export const IFF_UP = 1;
/** include/linux/net.h, asm-generic/fcntl.h: what is opened closes with the program that opened it. */
export const O_CLOEXEC = 0o2000000;
export const SOCK_CLOEXEC = O_CLOEXEC;
