/** `skbox/loader`: bytes of a BPF object to a `CollectionSpec`. */
export { Btf, type BtfKind, type BtfMember, type BtfType } from "./btf.ts";
export { formatBtf } from "./btf-format.ts";
export {
  CollectionSpec,
  type FunctionInfo,
  type LineInfo,
  type MapSpec,
  type MapTarget,
  type ProgramSpec,
  type Reference,
  VariableSpec,
} from "./collection-spec.ts";
export { LoadError, type LoadErrorCode, type LoadErrorFields } from "./errors.ts";
