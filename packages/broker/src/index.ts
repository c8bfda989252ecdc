export { type Broker, createBroker } from './broker.ts';
export type { BrokerEvent } from './broker-event.ts';
export type { BrokerLimits, BrokerOptions } from './broker-options.ts';
export {
  type IssuedSession,
  IssueSessionError,
  type IssueSessionErrorCode,
  type IssueSessionOptions,
  issueSession,
} from './issue-session.ts';
export { PROBLEM_BASE, type ProblemCode } from './problem.ts';
export { DEFAULT_SCOPES, SCOPES, type Scope } from './scopes.ts';
export { type SessionAnswer, type SessionAnswerOptions, sessionAnswer } from './session-answer.ts';
export type { Session } from './sessions/session.ts';
export { type EventListener, EventLog, type Replay, type StoredEvent } from './stores/event-log.ts';
export { MemoryStore, type MemoryStoreOptions } from './stores/memory/store.ts';
export type { MeterHolders } from './stores/meter-holders.ts';
export { RateLimits } from './stores/rate-limits.ts';
export { Revocations } from './stores/revocations.ts';
export type { Store } from './stores/store.ts';
export { fetchTransport, type Transport, type UpstreamAnswer, type UpstreamRequest } from './upstream/transport.ts';
