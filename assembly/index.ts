/** The whole boundary to the host: every export of the core, on one page. */
export {
  addInterface, addNeighbour, addRoute, addSocket, addTunnel, environment, environmentClear,
} from "./environment";
export { runInputs, settleInput } from "./fuzz";
export * from "./helpers/index";
export { interpretEntry, run, runOnMemory } from "./interpreter";
export {
  atomicAddress, callHelper, find1, find2, find3, find4, find5, findPrefix1, findPrefix2, findPrefix3, forget, giveValue,
  interpret, interpretWithin, loadSlow, loadedSlow, openEvent, packetLoad, setDepth, settleTrap, spilled, spillSlot, storeSlow, tailCallTarget,
} from "./jit";
export { link } from "./link";
export { allocatePages, discardSnapshots, freePages, memoryUsed, restore, snapshot } from "./memory";
export { setObserving } from "./observation";
export { prepareBatch, receive, repeat, restoreInPlace, runBatch, verdict, verdictOfSkb } from "./receive";
export {
  lookup, mapCreate, mapDelete, mapFreeze, mapNext, mapPeek, mapSetInner, mapTake, mapUpdate, remove, update, valueProvenance,
} from "./maps/map";
export { packetReset } from "./packet";
