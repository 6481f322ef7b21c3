// Clients of the services for calls outside of React's queries.
import type { DescService } from "@bufbuild/protobuf";
import { createClient, type Client } from "@connectrpc/connect";
import { transport } from "./transport.ts";

const clients = new Map<DescService, unknown>();

// The client of `service`, the same each time.
export function clientOf<T extends DescService>(service: T): Client<T> {
  let client = clients.get(service) as Client<T> | undefined;
  if (client === undefined) {
    client = createClient(service, transport);
    clients.set(service, client);
  }
  return client;
}
