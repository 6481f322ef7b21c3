export { Plenary } from "./client.ts";
export { Connection } from "./connection.ts";
export { withToken } from "./credentials.ts";
export { errorOfStatus, progressOf, responseOf, waitForOperation, type WaitOptions } from "./operations.ts";
export { DEFAULT_OPTIONS, machine, type ClientOptions, type RetryPolicy, type Surroundings } from "./options.ts";
export { Range, rangeOf } from "./range.ts";
export { refusalOf, type FieldViolation, type Refusal } from "./refusal.ts";
export { callWithRetries, delayBeforeRepeating, failureOf, isSafeToRepeat } from "./retry.ts";
export { ChangeStream, type WatchOptions } from "./watch.ts";
