// The layer check refuses each kind of forbidden include, and nothing that the house allows.
import assert from "node:assert/strict";
import { includesOf } from "./includes.mjs";
import { brokenRule } from "./layers.mjs";

const refused = [
  ["services/events/rules.cc", "services/storage/store.h"],
  ["services/events/rules.cc", "services/base/clock.h"],
  ["services/events/rules.h", "services/events/table.h"],
  ["services/events/rules.h", "services/directory/table.h"],
  ["services/events/rules.cc", "grpcpp/grpcpp.h"],
  ["services/events/table.cc", "services/events/rules.h"],
  ["services/events/table.cc", "plenary/v1/events.grpc.pb.h"],
  ["services/events/service.cc", "services/storage/sqlite_store.h"],
  ["services/events/service.cc", "sqlite3.h"],
  ["services/events/service.cc", "grpcpp/server_context.h"],
  ["services/events/service.cc", "services/delegations/table.h"],
  ["services/directory/service.cc", "services/events/table.h"],
  ["services/delegations/service.cc", "services/events/service.h"],
  ["services/delegations/import.cc", "services/files/upload.h"],
  ["services/files/service.cc", "services/events/table.h"],
  ["services/delegations/service.cc", "services/server/options.h"],
  ["services/storage/change_log.cc", "services/events/table.h"],
  ["services/base/errors.cc", "services/storage/store.h"],
  ["services/server/main.cc", "libpq-fe.h"],
  ["services/server/main.cc", "services/admin/commands.h"],
  ["services/events/service.cc", "services/admin/commands.h"],
  ["services/admin/commands.cc", "services/server/options.h"],
  ["services/admin/commands.cc", "services/storage/sqlite_store.h"],
  ["services/admin/commands.cc", "grpcpp/grpcpp.h"],
  ["services/gateway/gateway.cc", "services/server/identity.h"],
  ["services/gateway/sessions.cc", "services/access/table.h"],
  ["services/gateway/connect_rules.cc", "services/gateway/http.h"],
  ["services/gateway/connect_rules.cc", "grpcpp/grpcpp.h"],
  ["services/events/service.cc", "services/gateway/gateway.h"],
  ["services/server/main.cc", "clients/cpp/client.h"],
  ["services/server/main.cc", "tests/testing/engines.h"],
  ["services/names/sound.cc", "services/storage/store.h"],
  ["services/names/sound.cc", "services/interchange/table.h"],
  ["services/interchange/csv.cc", "services/directory/table.h"],
  ["clients/cpp/client.cc", "services/base/errors.h"],
  ["clients/cpp/client.cc", "clients/cli/print.h"],
  ["clients/cli/main.cc", "grpcpp/grpcpp.h"],
];
const allowed = [
  ["services/events/rules.cc", "services/base/errors.h"],
  ["services/events/rules.cc", "plenary/v1/events.pb.h"],
  ["services/events/table.cc", "services/storage/store.h"],
  ["services/events/service.cc", "services/directory/table.h"],
  ["services/directory/table.cc", "services/names/sound.h"],
  ["services/directory/rules.cc", "services/names/sound.h"],
  ["services/interchange/people.cc", "services/names/sound.h"],
  ["services/events/service.cc", "services/events/rules.h"],
  ["services/delegations/consequences.h", "services/events/followers.h"],
  ["services/delegations/service.cc", "services/events/table.h"],
  ["services/delegations/import.cc", "services/files/table.h"],
  ["services/storage/sqlite_store.cc", "SQLiteCpp/SQLiteCpp.h"],
  ["services/server/server.cc", "services/gateway/gateway.h"],
  ["services/gateway/backend.cc", "grpcpp/grpcpp.h"],
  ["services/gateway/provider_sign_in.cc", "services/oidc/code_flow.h"],
  ["services/gateway/connect_rules.cc", "services/base/errors.h"],
  ["services/server/main.cc", "services/events/service.h"],
  ["services/server/main.cc", "grpcpp/grpcpp.h"],
  ["services/admin/commands.cc", "services/delegations/ledger_check.h"],
  ["services/events/rules_test.cc", "services/storage/store.h"],
  ["clients/cpp/client.cc", "plenary/v1/events.grpc.pb.h"],
  ["clients/cli/main.cc", "clients/cpp/client.h"],
];

for (const [file, path] of refused) assert.ok(brokenRule(file, path), `${file} includes ${path}`);
for (const [file, path] of allowed) {
  assert.equal(brokenRule(file, path), undefined, `${file} includes ${path}`);
}
assert.deepEqual(includesOf('// x\n#include "a/b.h"\n  #  include <c>\n'),
                 [{ line: 2, path: "a/b.h" }, { line: 3, path: "c" }]);
