// The program itself, started as operators start it.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/resolve.h"
#include "services/base/clock.h"
#include "services/base/errors.h"
#include "services/storage/backup_record.h"
#include "services/storage/change_log.h"
#include "services/storage/migrate.h"
#include "services/storage/schema.h"
#include "services/storage/store.h"
#include "services/vault/keyring.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::admin {
namespace {

using plenary::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct Outcome {
  int exit_code = -1;
  std::string output;
};

Outcome Shell(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  while (const size_t count = fread(buffer, 1, sizeof buffer, pipe)) {
    outcome.output.append(buffer, count);
  }
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

// What it says on standard output.
Outcome Admin(const std::string& arguments) {
  return Shell(absl::StrCat(PLENARY_ADMIN, " ", arguments, " 2>/dev/null"));
}
// What it says on standard error.
Outcome AdminError(const std::string& arguments) {
  return Shell(absl::StrCat(PLENARY_ADMIN, " ", arguments, " 2>&1 >/dev/null"));
}

bool Exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

// A plenaryd that runs until it is stopped.
class Daemon {
 public:
  explicit Daemon(const std::string& database) {
    int ends[2];
    if (pipe(ends) != 0) abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      execl(PLENARYD, PLENARYD, "--database", database.c_str(), "--listen", "127.0.0.1:0",
            "--log-level", "off", nullptr);
      _exit(127);
    }
    close(ends[1]);
    FILE* output = fdopen(ends[0], "r");
    char line[256] = "";
    if (fgets(line, sizeof line, output) != nullptr) first_line_ = line;
    fclose(output);
  }
  ~Daemon() { Stop(); }
  void Stop() {
    if (pid_ == 0) return;
    kill(pid_, SIGTERM);
    waitpid(std::exchange(pid_, 0), nullptr, 0);
  }
  const std::string& first_line() const { return first_line_; }

 private:
  pid_t pid_ = 0;
  std::string first_line_;
};

// A row with these values, and 0 or nothing in its other columns.
using Values = std::map<std::string, storage::Param>;
absl::Status InsertRow(storage::Tx& tx, const std::string& table_name, const Values& values) {
  PLENARY_ASSIGN_OR_RETURN(const storage::Schema schema,
                           storage::SchemaAt(static_cast<int64_t>(storage::Migrations().size())));
  for (const storage::Table& table : schema.tables) {
    if (table.name != table_name) continue;
    std::vector<storage::Param> params;
    params.reserve(table.columns.size());
    for (const storage::Column& column : table.columns) {
      const auto found = values.find(column.name);
      if (found != values.end()) {
        params.push_back(found->second);
      } else if (column.type == storage::Column::Type::kInt) {
        params.emplace_back(int64_t{0});
      } else if (column.type == storage::Column::Type::kText) {
        params.emplace_back(absl::string_view());
      } else {
        params.emplace_back(storage::Bytes{});
      }
    }
    return tx.Run({storage::InsertInto(table), std::move(params), nullptr});
  }
  return absl::NotFoundError(table_name);
}

absl::string_view Text(const char* text) { return text; }

// A released session at the times 10 to 20 in a room.
absl::Status InsertSession(storage::Tx& tx, absl::string_view name, absl::string_view room) {
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "activities",
                                    {{"name", name},
                                     {"event", Text("events/e")},
                                     {"type", int64_t{1}},
                                     {"start_us", int64_t{10}},
                                     {"end_us", int64_t{20}},
                                     {"released_start_us", int64_t{10}},
                                     {"released_end_us", int64_t{20}},
                                     {"released_state", int64_t{2}},
                                     {"released_deleted_us", int64_t{0}}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "activity_links",
                                    {{"subject", room},
                                     {"layer", int64_t{0}},
                                     {"start_us", int64_t{10}},
                                     {"activity", name},
                                     {"end_us", int64_t{20}}}));
  return InsertRow(tx, "occupancy",
                   {{"subject", room},
                    {"start_us", int64_t{10}},
                    {"activity", name},
                    {"line", int64_t{1}},
                    {"end_us", int64_t{20}},
                    {"units", int64_t{1}}});
}

// One person with a seat in a delegation, counted as it should be, and two sessions at a time.
absl::Status InsertSound(storage::Tx& tx) {
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "events", {{"name", Text("events/e")}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "people", {{"name", Text("people/p")}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "categories", {{"name", Text("events/e/categories/c")}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "delegations", {{"name", Text("events/e/delegations/d")}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "participants",
                                    {{"name", Text("events/e/participants/1")},
                                     {"event", Text("events/e")},
                                     {"person", Text("people/p")},
                                     {"delegation", Text("events/e/delegations/d")},
                                     {"category", Text("events/e/categories/c")},
                                     {"active", int64_t{1}},
                                     {"has_seat", int64_t{1}}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(tx, "quotas",
                                    {{"delegation", Text("events/e/delegations/d")},
                                     {"category", Text("events/e/categories/c")},
                                     {"used", int64_t{1}}}));
  PLENARY_RETURN_IF_ERROR(InsertRow(
      tx, "category_use", {{"category", Text("events/e/categories/c")}, {"used", int64_t{1}}}));
  PLENARY_RETURN_IF_ERROR(
      InsertRow(tx, "composition_changes",
                {{"delegation", Text("events/e/delegations/d")}, {"number", int64_t{1}}}));
  PLENARY_RETURN_IF_ERROR(InsertSession(tx, "events/e/sessions/1", "assets/hall"));
  return InsertSession(tx, "events/e/sessions/2", "assets/foyer");
}

class AdminTest : public ::testing::TestWithParam<std::string> {
 protected:
  AdminTest() {
    // For servers and for the program alike.
    setenv("PLENARY_KEY_FILE", key_file_.c_str(), 1);
    setenv("PLENARY_ADMIN_TOKEN_FILE", (folder_ / "token").c_str(), 1);
    setenv("PLENARY_ERASURE_FILE", (folder_ / "erasures").c_str(), 1);
    EXPECT_THAT(storage::WriteAndWait(*store_, {"events/e"}, InsertSound), IsOk());
  }
  void Execute(const std::string& sql) {
    ASSERT_THAT(storage::WriteAndWait(*store_, {"events/e"},
                                      [&](storage::Tx& tx) {
                                        return tx.Run({sql, {}, nullptr});
                                      }),
                IsOk());
  }
  // As a word of a shell.
  std::string uri() const { return absl::StrCat("'", store_.database().uri(), "'"); }

  plenary::testing::ManualClock clock_;
  plenary::testing::OpenedDatabase store_ = plenary::testing::OpenFresh(GetParam(), clock_);
  plenary::testing::TemporaryFolder folder_;
  const std::string file_ = folder_ / "plenary.backup";
  const std::string key_file_ = folder_ / "keys";
};
INSTANTIATE_TEST_SUITE_P(Engines, AdminTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(AdminTest, BacksUpBesideAServerAndRestoresForTheNextOne) {
  store_.Close();
  Daemon server(store_.database().uri());
  const Outcome backup = Admin(absl::StrCat("--database ", uri(), " backup --to ", file_));
  EXPECT_EQ(backup.exit_code, 0);
  EXPECT_THAT(backup.output, AllOf(StartsWith("wrote "), HasSubstr(GetParam())));
  server.Stop();

  const std::string restored = absl::StrCat("sqlite:", folder_ / "restored.db");
  const Outcome restore = Admin(absl::StrCat("--database ", restored, " restore --from ", file_));
  EXPECT_EQ(restore.exit_code, 0);
  EXPECT_THAT(restore.output, StartsWith("restored "));
  EXPECT_EQ(Admin(absl::StrCat("check --database ", restored)).exit_code, 0);
  Daemon next(restored);
  EXPECT_THAT(next.first_line(), StartsWith("listening on "));
}

TEST_P(AdminTest, ABackupIsNotedForTheServersAndAFailedOneIsNot) {
  const std::string folder_that_is_not_there = folder_ / "nothing/plenary.backup";
  EXPECT_NE(Admin(absl::StrCat("--database ", uri(), " backup --to ", folder_that_is_not_there))
                .exit_code,
            0);
  const auto before = storage::LastBackup(*store_, store_.database().uri());
  ASSERT_THAT(before, IsOk());
  EXPECT_FALSE(before->has_value());
  EXPECT_EQ(Admin(absl::StrCat("--database ", uri(), " backup --to ", file_)).exit_code, 0);
  const auto after = storage::LastBackup(*store_, store_.database().uri());
  ASSERT_THAT(after, IsOk());
  EXPECT_TRUE(after->has_value());
}

TEST_P(AdminTest, KeysAreMadeOnceToldAndFollowedByOthers) {
  const Outcome made = Admin("keys generate");
  EXPECT_EQ(made.exit_code, 0);
  EXPECT_THAT(made.output, AllOf(StartsWith("made "), HasSubstr("public key ")));
  EXPECT_NE(Admin("keys generate").exit_code, 0);
  EXPECT_EQ(Admin("keys rotate").exit_code, 0);
  EXPECT_EQ(Admin("keys rotate --sign").exit_code, 0);
  const vault::Keyring keys = vault::ReadKeyFile(key_file_).value();
  EXPECT_THAT(keys.fields, SizeIs(2));
  EXPECT_THAT(keys.signs, SizeIs(2));
  const Outcome told = Admin(absl::StrCat("keys list --database ", uri(), " -o json"));
  EXPECT_EQ(told.exit_code, 0);
  EXPECT_THAT(told.output, HasSubstr(keys.fields.back().id));
  EXPECT_EQ(Admin(absl::StrCat("keys list --key-file ", folder_ / "none")).exit_code, 3);
}

TEST_P(AdminTest, ALostKeyFileStopsTheServerUntilItIsPutBackOrGivenUp) {
  store_.Close();
  const std::string database = store_.database().uri();
  const std::string copy = folder_ / "copy";
  Daemon(database).Stop();
  ASSERT_EQ(rename(key_file_.c_str(), copy.c_str()), 0);
  EXPECT_EQ(Daemon(database).first_line(), "");
  EXPECT_FALSE(Exists(key_file_));
  ASSERT_EQ(rename(copy.c_str(), key_file_.c_str()), 0);
  EXPECT_THAT(Daemon(database).first_line(), StartsWith("listening on "));

  ASSERT_EQ(remove(key_file_.c_str()), 0);
  ASSERT_EQ(Admin("keys generate").exit_code, 0);
  EXPECT_EQ(Daemon(database).first_line(), "");
  const std::string abandon = absl::StrCat("keys abandon --database ", uri());
  EXPECT_NE(Admin(abandon).exit_code, 0);
  EXPECT_EQ(Daemon(database).first_line(), "");
  const Outcome given_up = Admin(absl::StrCat(abandon, " --confirm"));
  EXPECT_EQ(given_up.exit_code, 0);
  EXPECT_THAT(given_up.output, StartsWith("gave up "));
  EXPECT_THAT(Daemon(database).first_line(), StartsWith("listening on "));
}

// The caller that a token file's token makes, on a store that is opened for the question.
absl::StatusOr<access::Caller> CallerOf(storage::Store& store, const std::string& token_file) {
  std::ifstream file(token_file);
  std::string secret;
  std::getline(file, secret);
  absl::StatusOr<access::Caller> caller = absl::UnknownError("not run");
  const absl::Status status = storage::ReadAndWait(store, [&](storage::Tx& tx) {
    caller = access::ResolveSecret(tx, secret, "");
    return caller.status();
  });
  if (!status.ok()) return status;
  return caller;
}

TEST_P(AdminTest, ATokenForEmergenciesIsWrittenForItsOwnerAloneAndRecorded) {
  store_.Close();
  const std::string token_file = folder_ / "emergency-token";
  const std::string command =
      absl::StrCat("break-glass --database ", uri(), " --token-file ", token_file);
  const Outcome made = Admin(command);
  EXPECT_EQ(made.exit_code, 0);
  EXPECT_THAT(made.output, AllOf(HasSubstr(token_file), HasSubstr("users/break-glass/tokens/")));
  struct stat about;
  ASSERT_EQ(stat(token_file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);

  // Nothing is written over, and nothing is made then.
  EXPECT_NE(Admin(command).exit_code, 0);

  // The program goes by the machine's clock.
  const base::SystemClock clock;
  const auto store = storage::OpenStore(store_.database().uri(), clock);
  ASSERT_THAT(store, IsOk());
  const auto caller = CallerOf(**store, token_file);
  ASSERT_THAT(caller, IsOk());
  EXPECT_TRUE(caller->access.HoldsOnInstallation({v1::ADMINISTRATOR}));
  EXPECT_LE(caller->expire, clock.Now() + absl::Hours(1));
  std::vector<storage::ChangeEntry> recorded;
  EXPECT_THAT(storage::ReadAndWait(**store,
                                   [&](storage::Tx& tx) -> absl::Status {
                                     PLENARY_ASSIGN_OR_RETURN(
                                         recorded, storage::ReadChanges(tx, "access", 0, 100));
                                     return absl::OkStatus();
                                   }),
              IsOk());
  EXPECT_EQ(recorded.size(), 3);
  for (const storage::ChangeEntry& entry : recorded) EXPECT_EQ(entry.caller, "break-glass");
}

TEST_P(AdminTest, ATokenForEmergenciesIsMadeBesideServersUnlessOneHoldsTheFile) {
  const std::string token_file = folder_ / "emergency-token";
  const Outcome outcome =
      Admin(absl::StrCat("break-glass -o json --database ", uri(), " --token-file ", token_file));
  if (GetParam() == "postgresql") {
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_TRUE(Exists(token_file));
  } else {
    EXPECT_NE(outcome.exit_code, 0);
    EXPECT_THAT(outcome.output, HasSubstr("DATABASE_IN_USE"));
    EXPECT_FALSE(Exists(token_file));
  }
}

TEST_P(AdminTest, TheDatabaseMayComeFromTheEnvironment) {
  const Outcome check =
      Shell(absl::StrCat("PLENARY_DATABASE=", uri(), " ", PLENARY_ADMIN, " check"));
  EXPECT_EQ(check.exit_code, 0);
  EXPECT_THAT(check.output, StartsWith("sound: "));
}

TEST_P(AdminTest, TellsProgramsInJson) {
  const Outcome backup = Admin(absl::StrCat("-o json --database ", uri(), " backup --to ", file_));
  EXPECT_EQ(backup.exit_code, 0);
  EXPECT_THAT(backup.output,
              AllOf(HasSubstr("\"command\":\"backup\""), HasSubstr("\"ok\":true"),
                    HasSubstr("{\"name\":\"participants\",\"rows\":\"1\",\"sha256\":\"")));
  const Outcome again = Admin(absl::StrCat("-o json --database ", uri(), " backup --to ", file_));
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.output,
              AllOf(HasSubstr("\"ok\":false"), HasSubstr("ERROR_REASON_RESOURCE_ALREADY_EXISTS")));
  EXPECT_EQ(Admin(absl::StrCat("--database ", uri(), " backup --force --to ", file_)).exit_code, 0);
}

struct Mistake {
  std::string label;
  std::string sql;
  std::string where;
};

const Mistake kMistakes[] = {
    {"a quota counts too much", "UPDATE quotas SET used = 2", "events/e/delegations/d, "},
    {"a quota is missing", "DELETE FROM quotas", "events/e/delegations/d, "},
    {"a category counts too little", "UPDATE category_use SET used = 0", "events/e/categories/c: "},
    {"a number of a change is left out", "UPDATE composition_changes SET number = 2",
     "events/e/delegations/d: "},
    {"a delegation is missing", "DELETE FROM delegations", "events/e/participants/1: "},
    {"a person is missing", "DELETE FROM people", "events/e/participants/1: "},
    {"a room is in use twice",
     "INSERT INTO occupancy (subject, start_us, activity, line, end_us, units, venue, end_venue, "
     "expire_us) SELECT 'assets/hall', start_us, activity, 2, end_us, units, venue, end_venue, "
     "expire_us FROM occupancy WHERE subject = 'assets/foyer'",
     "assets/hall: "},
    {"what was cancelled occupies",
     "UPDATE activities SET released_state = 3 WHERE name = 'events/e/sessions/1'",
     "events/e/sessions/1: "},
    {"an activity was moved alone",
     "UPDATE activities SET released_start_us = 100, released_end_us = 200 "
     "WHERE name = 'events/e/sessions/1'",
     "events/e/sessions/1: "},
    {"a room is not booked", "DELETE FROM occupancy WHERE subject = 'assets/hall'",
     "events/e/sessions/1: "},
};

TEST_P(AdminTest, ACheckFindsWhatTheLedgerHasWrong) {
  for (const Mistake& mistake : kMistakes) {
    SCOPED_TRACE(mistake.label);
    Execute(mistake.sql);
    const Outcome check = Admin(absl::StrCat("check --database ", uri()));
    EXPECT_EQ(check.exit_code, 1);
    EXPECT_THAT(check.output, AllOf(StartsWith(mistake.where), HasSubstr("\n1 finding\n")));
    for (const char* table :
         {"quotas", "category_use", "composition_changes", "delegations", "people", "participants",
          "events", "categories", "activities", "activity_links", "occupancy"}) {
      Execute(absl::StrCat("DELETE FROM ", table));
    }
    ASSERT_THAT(storage::WriteAndWait(*store_, {"events/e"}, InsertSound), IsOk());
  }
  EXPECT_EQ(Admin(absl::StrCat("check --database ", uri())).exit_code, 0);
}

TEST_P(AdminTest, ACheckFindsAPersonTwiceAtOneEvent) {
  Execute("DROP INDEX participants_one_active");
  ASSERT_THAT(storage::WriteAndWait(*store_, {"events/e"},
                                    [](storage::Tx& tx) {
                                      return InsertRow(tx, "participants",
                                                       {{"name", Text("events/e/participants/2")},
                                                        {"event", Text("events/e")},
                                                        {"person", Text("people/p")},
                                                        {"active", int64_t{1}}});
                                    }),
              IsOk());
  Execute("CREATE INDEX participants_one_active ON participants (event, person)");
  const Outcome check = Admin(absl::StrCat("check --database ", uri()));
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.output, StartsWith("events/e, people/p: "));
}

TEST_P(AdminTest, ACheckOfABackupFindsTheSame) {
  Execute("UPDATE quotas SET used = 2");
  ASSERT_EQ(Admin(absl::StrCat("--database ", uri(), " backup --to ", file_)).exit_code, 0);
  const Outcome check = Admin(absl::StrCat("check --from ", file_));
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.output, StartsWith("events/e/delegations/d, "));
}

// Changes one byte of the first place that has `text`.
void Damage(const std::string& path, const std::string& text) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  const size_t place = bytes.str().find(text);
  ASSERT_NE(place, std::string::npos);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(place)).put('#');
}

TEST_P(AdminTest, ADamagedBackupIsRefusedInWords) {
  ASSERT_EQ(Admin(absl::StrCat("--database ", uri(), " backup --to ", file_)).exit_code, 0);
  Damage(file_, "events/e/participants/1");
  const std::string target = folder_ / "restored.db";
  const Outcome restore =
      AdminError(absl::StrCat("--database sqlite:", target, " restore --from ", file_));
  EXPECT_EQ(restore.exit_code, 1);
  EXPECT_THAT(restore.output, HasSubstr("plenary-admin: "));
  EXPECT_FALSE(Exists(target));
  EXPECT_EQ(Admin(absl::StrCat("check --from ", file_)).exit_code, 1);
}

// In the shell that starts it: no file may grow beyond eight kilobytes, which no backup fits in.
constexpr char kLittleRoom[] = "ulimit -f 16; ";

TEST_P(AdminTest, ABackupThatIsKilledLeavesNoFileAndIsRepeated) {
  // The first write beyond the limit kills.
  const std::string backup = absl::StrCat("--database ", uri(), " backup --to ", file_);
  EXPECT_NE(Shell(absl::StrCat(kLittleRoom, PLENARY_ADMIN, " ", backup, " 2>&1")).exit_code, 0);
  EXPECT_TRUE(Exists(file_ + ".partial"));
  EXPECT_FALSE(Exists(file_));
  EXPECT_EQ(Admin(backup).exit_code, 0);
  EXPECT_FALSE(Exists(file_ + ".partial"));
}

TEST_P(AdminTest, ABackupThatCannotBeWrittenLeavesNothing) {
  // Without the signal the write only fails.
  const Outcome backup =
      Shell(absl::StrCat("trap '' XFSZ; ", kLittleRoom, PLENARY_ADMIN, " --database ", uri(),
                         " backup --to ", file_, " 2>&1"));
  EXPECT_NE(backup.exit_code, 0);
  EXPECT_THAT(backup.output, HasSubstr("plenary-admin: "));
  EXPECT_FALSE(Exists(file_));
  EXPECT_FALSE(Exists(file_ + ".partial"));
}

TEST(AdminExitCodeTest, SaysWhoHasToDoWhat) {
  const plenary::testing::TemporaryFolder folder;
  const std::string nothing = folder / "nothing.db";
  // Usage.
  EXPECT_EQ(Admin("").exit_code, 2);
  EXPECT_EQ(Admin("chek").exit_code, 2);
  EXPECT_EQ(Admin("check --to x").exit_code, 2);
  EXPECT_EQ(Admin("check").exit_code, 2);
  EXPECT_EQ(Admin("backup --database sqlite:x").exit_code, 2);
  EXPECT_EQ(Admin("check --database mysql://x").exit_code, 2);
  EXPECT_EQ(Admin("check -o xml --database sqlite:x").exit_code, 2);
  EXPECT_EQ(Admin("--help").exit_code, 0);
  // What cannot be opened.
  EXPECT_EQ(Admin(absl::StrCat("check --database sqlite:", nothing)).exit_code, 3);
  EXPECT_EQ(Admin(absl::StrCat("check --from ", nothing)).exit_code, 3);
  EXPECT_EQ(
      Admin(absl::StrCat("check --database 'postgresql:///x?host=", folder.path(), "'")).exit_code,
      3);
  EXPECT_EQ(
      Admin(absl::StrCat("backup --database sqlite:", nothing, " --to ", folder / "b")).exit_code,
      3);
  EXPECT_FALSE(Exists(folder / "b.partial"));
}

}  // namespace
}  // namespace plenary::admin
