/** Numbers of BTF (include/uapi/linux/btf.h), and of what refers to it (include/uapi/linux/bpf.h). */

export const BTF_MAGIC = 0xeb9f;
export const BTF_VERSION = 1;
/** sizeof(struct btf_header). */
export const BTF_HEADER_SIZE = 24;

/** `encoding` of an INT; clang's char is none. */
export const INT_ENCODING = { SIGNED: 1, CHAR: 2, BOOL: 4 } as const;

/** sizeof(struct bpf_func_info): instruction, type. */
export const FUNC_INFO_SIZE = 8;
/** sizeof(struct bpf_line_info): instruction, file name, text, line and column. */
export const LINE_INFO_SIZE = 16;
