/** The result of a run as JSON. */
import type { RunResult, Trap } from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { trapSentence } from "./messages.ts";

export function runDocument(result: RunResult) {
  const { trap } = result;
  return {
    retval: result.retval,
    action: result.action,
    redirect: result.redirect && {
      ...result.redirect,
      ...(result.redirect.nextHop && { nextHop: toHex(result.redirect.nextHop) }),
    },
    data_out: toHex(result.dataOut),
    ctx_out: result.ctxOut,
    insns: result.insns,
    engine: result.engine,
    duration_ns: result.durationNs,
    events: result.events.map(({ map, cpu, data }) => ({ map, cpu, data: toHex(data) })),
    events_lost: result.eventsLost,
    clones: result.clones?.map(({ data, ...where }) => ({ ...where, data: toHex(data) })) ?? null,
    printk: result.printk,
    tail_calls: result.tailCalls,
    trap: trap && {
      ...trapDocument(trap),
      message: trapSentence(trap),
    },
  };
}

/** A trap with what JSON has for its address: hexadecimal digits. */
export const trapDocument = (trap: Trap) => ({
  ...trap,
  address: trap.address === null ? null : `0x${trap.address.toString(16)}`,
});
