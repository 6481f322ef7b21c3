// The participants of an event, from a server that a token opens.
import { createConnectTransport } from "@connectrpc/connect-node";
import { Plenary, withToken } from "@plenary/client";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";

export async function participantsOf(server: string, event: string, token: string): Promise<string[]> {
  const plenary = new Plenary(
    createConnectTransport({ baseUrl: server, httpVersion: "1.1", useBinaryFormat: true, interceptors: [withToken(token)] }),
  );
  const participants = plenary.range(DelegationService.method.listParticipants, { parent: event }, (page) => page.participants);
  const names: string[] = [];
  for await (const { displayName } of participants) names.push(displayName);
  return names;
}
