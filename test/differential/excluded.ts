/** Rows of spec/isa.ts that no program accepted by the kernel's verifier can have here, and why. */
export const excludedRows: Readonly<Record<string, string>> = {
  call_register: "no instruction of Linux's: its verifier knows no opcode 0x8d",
  call_kfunc: "needs the running kernel's own BTF: there are no kernel functions elsewhere",
  lddw_btf_id: "names a variable of the running kernel",
  lddw_map_idx: "an index into descriptors that are given with the program: no object file has it",
  lddw_map_idx_value: "an index into descriptors that are given with the program: no object file has it",
};
