// The official JavaScript client of the Connect protocol against a running gateway:
//
//   node connect.mjs URL TOKEN DESCRIPTORS MODULES
//
// DESCRIPTORS is a FileDescriptorSet of the API, MODULES a folder whose node_modules has the client.
// The server has the event "events/conformance" with the delegation "kursk". Ends with 1 where
// anything is not as the protocol says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

const [baseUrl, token, descriptors, modules] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/package.json`));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { Code, ConnectError, createClient } = await load("@connectrpc/connect");
const { createConnectTransport, compressionGzip } = await load("@connectrpc/connect-node");
const { createFileRegistry, fromBinary } = await load("@bufbuild/protobuf");
const { FileDescriptorSetSchema } = await load("@bufbuild/protobuf/wkt");

const registry = createFileRegistry(
  fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const service = (name) => registry.getService(`plenary.v1.${name}`);
const signIn = (next) => (request) => {
  request.header.set("Authorization", `Bearer ${token}`);
  return next(request);
};
// Otherwise connections that are kept would keep the program.
const agent = new Agent({ keepAlive: true });
after(() => agent.destroy());
const event = "events/conformance";
const delegation = `${event}/delegations/kursk`;

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return ConnectError.from(error);
  }
  return assert.fail("the call was not refused");
}

const flavours = [
  { name: "binary", useBinaryFormat: true },
  { name: "JSON", useBinaryFormat: false },
  { name: "binary, GET", useBinaryFormat: true, useHttpGet: true },
  { name: "JSON, GET", useBinaryFormat: false, useHttpGet: true },
  { name: "binary, gzip", useBinaryFormat: true, sendCompression: compressionGzip, compressMinBytes: 1 },
  { name: "JSON, gzip", useBinaryFormat: false, sendCompression: compressionGzip, compressMinBytes: 1 },
];

for (const { name, ...options } of flavours) {
  const transport = createConnectTransport(
    {
      baseUrl, httpVersion: "1.1", acceptCompression: [compressionGzip], interceptors: [signIn],
      jsonOptions: { registry }, nodeOptions: { agent }, ...options,
    });
  const events = createClient(service("EventService"), transport);
  const delegations = createClient(service("DelegationService"), transport);
  const directory = createClient(service("DirectoryService"), transport);
  const changes = createClient(service("ChangeService"), transport);
  const files = createClient(service("FileService"), transport);

  test(`${name}: a read answers`, async () => {
    const found = await events.getEvent({ name: event });
    assert.equal(found.name, event);
    assert.equal(found.timeZone, "Europe/Minsk");
  });

  test(`${name}: a change is made`, async () => {
    const note = `by ${name}`;
    const changed = await delegations.updateDelegation(
      { delegation: { name: delegation, note }, updateMask: { paths: ["note"] } });
    assert.equal(changed.note, note);
  });

  test(`${name}: an answer of many kilobytes comes whole`, async () => {
    const people = Array.from({ length: 200 }, (_, i) => (
      { names: [{ language: "ru", familyName: `Примеров${i}` }] }));
    const made = await directory.batchCreatePeople({ people });
    assert.equal(made.people.length, 200);
    assert.equal(made.people[199].names[0].familyName, "Примеров199");
  });

  test(`${name}: a refusal has its code, words and details`, async () => {
    const error = await refusal(() => events.getEvent({ name: "events/none" }));
    assert.equal(error.code, Code.NotFound);
    assert.match(error.rawMessage, /events\/none/);
    const [info] = error.findDetails(registry.getMessage("google.rpc.ErrorInfo"));
    assert.equal(info.reason, "RESOURCE_NOT_FOUND");
    assert.equal(info.domain, "plenary");
  });

  test(`${name}: every bad field is told`, async () => {
    const error = await refusal(() => directory.createPerson({ person: { countryCode: "nowhere" } }));
    assert.equal(error.code, Code.InvalidArgument);
    const [bad] = error.findDetails(registry.getMessage("google.rpc.BadRequest"));
    assert.ok(bad.fieldViolations.some(({ field }) => field === "person.country_code"));
  });

  test(`${name}: a deadline that is over ends the call`, async () => {
    const people = Array.from({ length: 1000 }, () => ({ names: [{ language: "en", familyName: "Late" }] }));
    const error = await refusal(() => directory.batchCreatePeople({ people }, { timeoutMs: 1 }));
    assert.equal(error.code, Code.DeadlineExceeded);
  });

  test(`${name}: a stream tells what happens, and goes on where it was left`, async () => {
    const leave = new AbortController();
    let resumeToken = "";
    const note = `watched by ${name}`;
    for await (const message of changes.watchChanges({ parent: event }, { signal: leave.signal })) {
      if (!resumeToken) {
        resumeToken = message.resumeToken;
        await delegations.updateDelegation(
          { delegation: { name: delegation, note }, updateMask: { paths: ["note"] } });
      }
      if (message.changes.length > 0) break;
    }
    for await (const message of changes.watchChanges({ parent: event, resumeToken })) {
      assert.equal(message.changes[0].resourceName, delegation);
      break;
    }
  });

  test(`${name}: a stream that is left is over`, async () => {
    const leave = new AbortController();
    const error = await refusal(async () => {
      for await (const _ of changes.watchChanges({ parent: event }, { signal: leave.signal })) {
        leave.abort();
      }
    });
    assert.equal(error.code, Code.Canceled);
  });

  test(`${name}: a stream that is refused says why`, async () => {
    const error = await refusal(async () => {
      for await (const _ of changes.watchChanges({ parent: "events/none" })) assert.fail();
    });
    assert.equal(error.code, Code.NotFound);
    assert.equal(error.findDetails(registry.getMessage("google.rpc.ErrorInfo"))[0].reason,
      "RESOURCE_NOT_FOUND");
  });

  test(`${name}: a stream ends with its deadline`, async () => {
    const error = await refusal(async () => {
      for await (const _ of changes.watchChanges({ parent: event }, { timeoutMs: 300 })) continue;
    });
    assert.equal(error.code, Code.DeadlineExceeded);
  });

  test(`${name}: a file goes up in pieces and comes down the same`, async () => {
    const bytes = new Uint8Array(300_000).map((_, i) => i % 251);
    async function* pieces() {
      yield { piece: { case: "header", value: { filename: "bytes.bin" } } };
      for (let i = 0; i < bytes.length; i += 100_000) {
        yield { piece: { case: "chunk", value: bytes.subarray(i, i + 100_000) } };
      }
    }
    const file = await files.uploadFile(pieces());
    assert.equal(file.sizeBytes, BigInt(bytes.length));
    const chunks = [];
    for await (const { chunk } of files.downloadFile({ name: file.name })) chunks.push(chunk);
    assert.deepEqual(Buffer.concat(chunks), Buffer.from(bytes));
  });
}

test("who is not known is told so", async () => {
  const transport = createConnectTransport({ baseUrl, httpVersion: "1.1", nodeOptions: { agent } });
  const error = await refusal(() => createClient(service("EventService"), transport).getEvent({ name: event }));
  assert.equal(error.code, Code.Unauthenticated);
});
