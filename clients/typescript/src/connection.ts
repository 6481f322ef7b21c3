// A transport that repeats what can be repeated.
import type { DescMessage, DescMethodStreaming, DescMethodUnary, MessageInitShape } from "@bufbuild/protobuf";
import type { ContextValues, StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { DEFAULT_OPTIONS, type ClientOptions } from "./options.ts";
import { callWithRetries, failureOf, isSafeToRepeat } from "./retry.ts";

// Stands between whoever calls and Connect's own transport, and is one itself. A call that failed on
// the way is repeated, with a delay that grows, where repeating can change nothing twice: where the
// method only reads, or the request carries a request_id. A changing call without one is given one
// (ClientOptions.fillRequestIds). Streams are passed on as they are.
export class Connection implements Transport {
  readonly options: ClientOptions;
  readonly #transport: Transport;

  constructor(transport: Transport, options: Partial<ClientOptions> = {}) {
    this.#transport = transport;
    this.options = { ...DEFAULT_OPTIONS, ...options };
  }

  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const { deadlineMs, retry: policy, surroundings } = this.options;
    const sent = this.#withRequestId(method, input);
    const how = { policy, surroundings, isSafe: isSafeToRepeat(method, sent), deadlineMs: timeoutMs ?? deadlineMs, signal };
    return callWithRetries(how, (timeLeftMs) => this.#transport.unary(method, signal, timeLeftMs, header, sent, contextValues));
  }

  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    try {
      return await this.#transport.stream(method, signal, timeoutMs, header, input, contextValues);
    } catch (error) {
      throw failureOf(error);
    }
  }

  #withRequestId<I extends DescMessage>(method: DescMethodUnary<I>, input: MessageInitShape<I>): MessageInitShape<I> {
    if (!this.options.fillRequestIds || !("requestId" in method.input.field)) return input;
    if ("requestId" in input && input.requestId) return input;
    return { ...input, requestId: this.options.surroundings.newId() };
  }
}
