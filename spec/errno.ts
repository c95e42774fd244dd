/** The kernel's error numbers that helpers and maps answer with (include/uapi/asm-generic/errno.h, linux/errno.h). */
export const errno = {
  EPERM: 1,
  ENOENT: 2,
  E2BIG: 7,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ENOSPC: 28,
  ERANGE: 34,
  EPROTO: 71,
  EBADMSG: 74,
  EOPNOTSUPP: 95,
  EAFNOSUPPORT: 97,
  ENETUNREACH: 101,
  EALREADY: 114,
  /** Only inside the kernel. */
  ENOTSUPP: 524,
} as const;
