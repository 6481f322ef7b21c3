// Checks every #include against the shape of the house, and prints file:line and the rule broken.
//
//   server → rooms → {rules, table} → storage/store.h ← engines;  clients → proto only
//   server → gateway → proto
//
// Tests (*_test.cc and tests/) may include what they like, but nothing includes them.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { includesOf, ourFiles } from "./includes.mjs";

// Which rooms a room may read through their table.h.
const readableRooms = {
  directory: [], files: [], events: ["directory"], delegations: ["events", "directory", "files"],
  access: ["events", "delegations", "directory", "negotiations"],
  personal_data: ["events", "directory"], assets: ["directory"],
  matchmaking: ["delegations", "events", "directory"],
  schedule: ["matchmaking", "assets", "delegations", "events", "directory", "files"],
  planning: ["schedule", "matchmaking", "assets", "events"],
  negotiations: ["schedule", "delegations", "events", "directory"],
  protocols: ["negotiations", "events", "directory"],
  trips: ["negotiations", "delegations", "events", "directory"],
  control: ["protocols", "negotiations", "events", "directory"],
  indicators: ["control", "protocols", "events", "directory", "files"],
  thread: ["trips", "indicators", "control", "protocols", "negotiations", "schedule", "events", "directory"],
  reports: ["indicators", "control", "protocols", "negotiations", "delegations", "events", "directory"],
  printing: ["thread", "reports", "control", "negotiations", "schedule", "matchmaking", "delegations", "events",
    "directory", "files"],
};
// Which rooms a room calls through their service.h: paper shows what a programme answers, to whom it
// answers it; a report counts what lists answer, so that anybody may count again.
const callableRooms = { printing: ["schedule", "negotiations", "control", "reports", "thread"],
  reports: ["events", "delegations", "negotiations", "protocols", "control", "indicators"] };
// Rooms that are the upper floor of another: planning proposes into the schedule, so its rules say
// what schedule's rules say, and what it writes goes onto an agenda (ADR 0018).
// A thread says what is overdue as control does (ADR 0023).
const lowerFloors = { planning: "schedule", thread: "control" };
// Workshops without windows: pure, no storage, no clock, no rooms. Each with those it stands on.
const workshops = { names: ["base"], interchange: ["base", "names"], vault: ["base"], oidc: ["base"],
  documents: ["base"], pdf: ["base"], solver: [] };
// Headers in which a room says what it asks of those above it; they implement them.
const interfaces = [
  "services/events/followers.h", "services/directory/references.h",
  "services/personal_data/participations.h", "services/assets/bookings.h",
  "services/delegations/attendances.h", "services/protocols/followers.h",
  "services/trips/followers.h",
];
// Rules that only say what a resource is, of whichever type: the tables that store it know them, too.
const shapes = ["services/schedule/activity_rules.h", "services/thread/resource_rules.h"];

const isGrpc = (path) => /^(grpcpp|grpc)\//.test(path) || path.endsWith(".grpc.pb.h");
const isEngine = (path) =>
  /^SQLiteCpp\//.test(path) || /^(sqlite3|libpq-fe)\.h$/.test(path) ||
  /^services\/storage\/(sqlite|postgres)_/.test(path);
const isRules = (path) => /(^|\/)\w*rules\.h$/.test(path);
const roomOf = (path) => /^services\/(\w+)\//.exec(path)?.[1];

// The first rule that including `path` from `file` breaks, or undefined.
export function brokenRule(file, path) {
  if (/(^|\/)\w+_test\.cc$/.test(file) || file.startsWith("tests/")) return undefined;
  if (path.endsWith(".cc")) return "nothing includes a .cc file";
  if (path.startsWith("tests/")) return "only tests include tests/";
  if (file.startsWith("clients/")) return brokenByClient(file, path);
  if (path.startsWith("clients/")) return "services don't know their clients";
  if (file.startsWith("services/")) return brokenByService(file, path);
  return undefined;
}

function brokenByClient(file, path) {
  if (path.startsWith("services/")) return "clients know the wire only: no services/";
  if (isEngine(path)) return "clients know the wire only: no database";
  if (file.startsWith("clients/cpp/") && path.startsWith("clients/cli/")) {
    return "the client library doesn't know the command line";
  }
  if (file.startsWith("clients/cli/") && isGrpc(path)) {
    return "the command line stands on the client library alone: no gRPC";
  }
  return undefined;
}

function brokenByService(file, path) {
  const room = roomOf(file);
  const target = roomOf(path);
  if (isEngine(path) && room !== "storage") return "engines are below the seam: services/storage only";
  if (target === "admin" && room !== "admin") return "nothing includes the admin program";
  if (room === "server") return undefined;
  if (room === "gateway") return brokenByGateway(file, path, target);
  if (target === "gateway") return "nothing but the server includes the gateway";
  if (isGrpc(path)) return "gRPC is the server's: rooms don't know it";
  if (target === "server") return "nothing includes the server";
  if (room === "admin") return undefined;
  if (room === "base") {
    return target && target !== "base" ? "base stands on nothing of ours" : undefined;
  }
  if (room === "storage") {
    return target && !["base", "storage"].includes(target) ? "storage doesn't know the rooms" : undefined;
  }
  if (room in workshops) {
    return target && target !== room && !workshops[room].includes(target)
      ? `${room} is pure: it doesn't know ${target}` : undefined;
  }
  return brokenByRoom(file, room, path, target);
}

// The gateway stands before the server like any client, in the same process.
function brokenByGateway(file, path, target) {
  if (/rules\.(h|cc)$/.test(file)) {
    if (isGrpc(path)) return "gRPC is no matter of rules";
    if (target === "gateway" && !isRules(path)) return "rules know only rules of their room";
  }
  if (target && !["base", "gateway", "oidc"].includes(target)) return "the gateway knows the wire only";
  return undefined;
}

function brokenByRoom(file, room, path, target) {
  const piece = /(\w+)\.(h|cc)$/.exec(file)[1];
  const isForeign = target && !["base", "storage", room].includes(target) && !(target in workshops);
  if (/(^|_)rules$/.test(piece)) {
    if (target === "storage") return "rules don't know storage";
    if (path === "services/base/clock.h") return "rules get the time as an argument, not the clock";
    if (isForeign && !(lowerFloors[room] === target && isRules(path))) {
      return "rules don't know other rooms";
    }
    if (target === room && !isRules(path)) return "rules know only rules of their room";
  }
  if (/(^|_)table$/.test(piece)) {
    if (isRules(path) && !shapes.includes(path)) return "tables don't know rules";
    if (isForeign) return "tables don't know other rooms";
    if (/(^|_)service\.h$/.test(path)) return "tables don't know the service";
  }
  if (!isForeign || interfaces.includes(path)) return undefined;
  if (!(readableRooms[room] ?? []).includes(target)) return `${room} doesn't know ${target}`;
  if (lowerFloors[room] === target && !/(^|[/_])service\.h$/.test(path)) return undefined;
  if ((callableRooms[room] ?? []).includes(target) && /\/service\.h$/.test(path)) return undefined;
  if (!/(^|[/_])table\.h$/.test(path)) return `of another room only its table.h is read`;
  return undefined;
}

function main() {
  let broken = 0;
  for (const file of ourFiles("h", "cc")) {
    for (const { line, path } of includesOf(readFileSync(file, "utf8"))) {
      const rule = brokenRule(file, path);
      if (!rule) continue;
      broken += 1;
      console.log(`${file}:${line}: ${rule} (includes ${path})`);
    }
  }
  process.exitCode = broken ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main();
