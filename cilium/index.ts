/** `skbox/cilium`: what Cilium's maps and notifications say, on top of the public API. */
export { isEventsMap, isMetricsMap, setAgentDefaults } from "./agent.ts";
export { type DebugMessage, debugMessage } from "./debug.ts";
export { EndpointError, type EndpointVariables, endpointVariables } from "./endpoint-config.ts";
export { flowDocument } from "./flow-json.ts";
export {
  flowDictionary,
  flowText,
  type Heard,
  monitorText,
  type PaintVerdict,
  undecodedText,
} from "./flow-text.ts";
export {
  type Flow,
  type FlowEnd,
  type FlowNotification,
  type FlowVerdict,
  flowOf,
  icmpName,
  identityName,
  NO_PEERS,
  Peers,
} from "./flows.ts";
export { CiliumError, type CiliumErrorCode, type CiliumErrorFields } from "./maps.ts";
export {
  authType,
  dropReason,
  dropReasonApi,
  dropReasonName,
  FIRST_DROP_REASON,
  l4Protocol,
  policyMatch,
  reservedIdentity,
  sourceFile,
  tracePoint,
  traceReason,
  xlatePoint,
} from "./names.ts";
export {
  type CaptureNotification,
  type DebugNotification,
  type DropNotification,
  decodeNotification,
  type Notification,
  type PolicyVerdictNotification,
  type SocketNotification,
  type TraceNotification,
  type UndecodedNotification,
} from "./notifications.ts";
export {
  connectionText,
  endpointText,
  ipcacheText,
  metricText,
  policyText,
  serviceText,
} from "./tables.ts";
export { verboseText } from "./verbose-text.ts";
export {
  type ConnectionRow,
  connectionRows,
  type EndpointRow,
  endpointRows,
  type IpcacheRow,
  ipcacheRows,
  type MetricRow,
  metricRows,
  type PolicyRow,
  policyRows,
  type ServiceRow,
  serviceFlags,
  serviceRows,
} from "./views.ts";
