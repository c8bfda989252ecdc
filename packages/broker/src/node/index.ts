export { type Environment, EnvironmentError, readEnvironment } from './environment.ts';
export { createLog, type LogEvent } from './log.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { DurabilityError } from './redis/cause.ts';
export { RedisStore, type RedisStoreOptions } from './redis/store.ts';
export { type Listening, serve } from './serve.ts';
export { type RunningBroker, type StartOptions, startBroker } from './start.ts';
export { type UndiciTransport, undiciTransport } from './undici-transport.ts';
