// A real OpenID Connect provider on a free port of loopback, which a test tells what to do: one line
// of JSON on standard input a command, one line on standard output an answer, its value in base64.
// Ends with its standard input. With the files of a certificate and its key as arguments it encrypts.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createEncryptedServer } from "node:https";
import { createInterface } from "node:readline";

// The provider talks of its defaults; standard output is the test's.
console.info = console.warn = () => {};
const { default: Provider } = await import("oidc-provider");

// Clients whose own access tokens stand for somebody: its id is the subject, its name and groups
// are claims. Fictional, all of them.
const people = {
  anna: { name: "Anna Example", groups: ["plenary-staff", "plenary-admins"] },
  boris: { preferred_username: "boris", realm_access: { roles: ["plenary-staff"] } },
};
const secret = randomBytes(32).toString("hex");

function newKeys() {
  const pairs = [
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
    generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ];
  const jwk = ({ privateKey }) => ({
    ...privateKey.export({ format: "jwk" }), use: "sig", kid: randomBytes(8).toString("hex"),
  });
  return { pairs, jwks: { keys: pairs.map(jwk) } };
}

// Of "urn:AUDIENCE:ALGORITHM:SECONDS" the token that is wanted.
function resourceServer(resource) {
  const [, audience, alg, seconds] = resource.split(":");
  return {
    audience, scope: "", accessTokenFormat: "jwt", accessTokenTTL: Number(seconds),
    jwt: { sign: { alg } },
  };
}

// What a browser's client is given, which names no resource.
const usualResource = "urn:plenary:RS256:600";
// Where the client "plenary-web" may be sent back to.
let redirectUris = [];

function newProvider(issuer, { jwks }) {
  const machines = Object.keys(people).map((client_id) => ({
    client_id, client_secret: secret, grant_types: ["client_credentials"],
    redirect_uris: [], response_types: [],
  }));
  const browser = {
    client_id: "plenary-web", token_endpoint_auth_method: "none", application_type: "native",
    grant_types: ["authorization_code"], response_types: ["code"], redirect_uris: redirectUris,
  };
  const provider = new Provider(issuer, {
    jwks,
    clients: redirectUris.length > 0 ? [...machines, browser] : machines,
    extraTokenClaims: (context, token) => people[token.accountId ?? token.clientId],
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true, getResourceServerInfo: (context, resource) => resourceServer(resource),
        defaultResource: () => usualResource, useGrantedResource: () => true,
      },
    },
  });
  const callback = provider.callback();
  return (request, response) =>
    request.url.startsWith("/interaction/") ? letIn(provider, request, response)
      : callback(request, response);
}

// Whoever comes is anna, and agrees.
async function letIn(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: "anna", clientId: params.client_id });
  grant.addOIDCScope("openid profile");
  grant.addResourceScope(usualResource, "openid profile");
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: "anna" }, consent });
}

// Goes where a browser is led from `url`, until it is led back to a client; says where to.
async function follow({ url }) {
  const cookies = new Map();
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie, connection: "close" } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (!next) throw new Error(`${response.status} ${await response.text()}`);
    url = new URL(next, url).href;
    if (redirectUris.some((uri) => url.startsWith(uri))) return url;
  }
  throw new Error("led in circles");
}

const [cert, key] = process.argv.slice(2).map((path) => readFileSync(path));
let keys = newKeys();
let answer;
let hangs = false;
let server;
let port = 0;

async function listen() {
  const listener = (request, response) => hangs || answer(request, response);
  server = cert ? createEncryptedServer({ cert, key }, listener) : createServer(listener);
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  port = server.address().port;
}

const issuer = () => `${cert ? "https" : "http"}://127.0.0.1:${port}`;

async function token({ client, audience, algorithm, seconds }) {
  const response = await fetch(`${issuer()}/token`, {
    method: "POST",
    // A connection that is kept would not outlive `stop`.
    headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}`, connection: "close" },
    body: new URLSearchParams({
      grant_type: "client_credentials", resource: `urn:${audience}:${algorithm}:${seconds}`,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).access_token;
}

const commands = {
  issuer,
  token,
  // The public RSA key as it could stand in a file.
  publicKey: () => keys.pairs[0].publicKey.export({ format: "pem", type: "spki" }),
  keyId: () => keys.jwks.keys[0].kid,
  rotate: () => { keys = newKeys(); answer = newProvider(issuer(), keys); },
  allow: ({ uri }) => { redirectUris = [uri]; answer = newProvider(issuer(), keys); },
  follow,
  stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  start: listen,
  hang: () => { hangs = true; },
};

await listen();
answer = newProvider(issuer(), keys);
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parameters } = JSON.parse(line);
  try {
    const value = await commands[command](parameters);
    process.stdout.write(`ok ${Buffer.from(String(value ?? "")).toString("base64")}\n`);
  } catch (error) {
    process.stdout.write(`error ${Buffer.from(String(error.cause ?? error)).toString("base64")}\n`);
  }
}
process.exit(0);
