// Plenary from a TypeScript program: events, delegations and participants in a few lines.
import type { DescMessage, DescMethodUnary, DescService, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { createClient, type Client, type Transport } from "@connectrpc/connect";
import type { Operation } from "../gen/google/longrunning/operations_pb.ts";
import type { WatchChangesRequestSchema } from "../gen/plenary/v1/changes_pb.ts";
import { Connection } from "./connection.ts";
import { responseOf, waitForOperation, type WaitOptions } from "./operations.ts";
import type { ClientOptions } from "./options.ts";
import { rangeOf, type Range } from "./range.ts";
import { ChangeStream, type WatchOptions } from "./watch.ts";

// A connection to a server, over any transport of Connect. A refusal comes as a rejection, which
// refusalOf reads.
export class Plenary {
  readonly connection: Connection;
  readonly #services = new Map<DescService, unknown>();

  constructor(transport: Transport, options: Partial<ClientOptions> = {}) {
    this.connection = new Connection(transport, options);
  }

  // Every method of a service, with the contract of the API reference; the same client each time.
  of<S extends DescService>(service: S): Client<S> {
    const known = this.#services.get(service) as Client<S> | undefined;
    if (known !== undefined) return known;
    const client = createClient(service, this.connection);
    this.#services.set(service, client);
    return client;
  }

  // A list, page by page: range(EventService.method.listEvents, {}, (page) => page.events).
  range<I extends DescMessage, O extends DescMessage, T>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    itemsOf: (page: MessageShape<O>) => readonly T[],
  ): Range<T> {
    return rangeOf(this.connection, method, request, itemsOf);
  }

  watchChanges(request: MessageInitShape<typeof WatchChangesRequestSchema>, options: WatchOptions = {}): ChangeStream {
    return new ChangeStream(this.connection, request, options);
  }

  // Waits until the operation is done; rejects with its error.
  wait(operation: Operation, options: WaitOptions = {}): Promise<Operation> {
    return waitForOperation(this.connection, operation.name, options);
  }

  // The same, and what it came to:
  //   waitFor(await delegations.importParticipants(request), ImportResponseSchema)
  async waitFor<R extends DescMessage>(operation: Operation, response: R, options: WaitOptions = {}): Promise<MessageShape<R>> {
    const done = await this.wait(operation, options);
    const found = responseOf(done, response);
    if (found === undefined) throw new TypeError(`${operation.name} did not answer with a ${response.typeName}`);
    return found;
  }
}
