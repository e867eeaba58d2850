export type { AnswerFault, Break, Fault, ForwardFault, Match, Position, RequestFault, Rule } from './fault.ts'
export { startFaultProxy, type FaultProxy, type FaultProxyOptions, type SeenExchange } from './fault-proxy.ts'
export { randomOf, type Random } from './random.ts'
export type { RuleHandle, SeenRequest } from './rules.ts'
