#include "services/admin/commands.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/admin/break_glass.h"
#include "services/admin/keys.h"
#include "services/base/errors.h"
#include "services/delegations/ledger_check.h"
#include "services/schedule/ledger_check.h"
#include "services/storage/backup.h"
#include "services/storage/backup_record.h"
#include "services/storage/check.h"
#include "services/storage/migrate.h"
#include "services/storage/snapshot.h"

namespace plenary::admin {
namespace {

using google::protobuf::util::TimeUtil;

void Describe(const storage::Contents& contents, Report& report) {
  report.set_schema_version(static_cast<int32_t>(contents.schema_version));
  for (const storage::TableDigest& table : contents.tables) {
    Report::Table& told = *report.add_tables();
    told.set_name(table.table);
    told.set_rows(table.rows);
    told.set_sha256(absl::BytesToHexString(table.sha256));
  }
  for (const storage::ChainEnd& chain : contents.chains) {
    Report::Chain& told = *report.add_chains();
    told.set_partition(chain.partition);
    told.set_number(chain.number);
    told.set_hash(absl::BytesToHexString(chain.hash));
  }
}

void DescribeOrigin(const storage::BackupFacts& facts, Report& report) {
  report.set_engine(facts.engine);
  *report.mutable_backup_time() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(facts.time));
}

void Describe(const storage::Checked& checked, Report& report) {
  Describe(checked.contents, report);
  report.set_entries(checked.entries);
  for (const storage::Finding& finding : checked.findings) {
    Report::Finding& told = *report.add_findings();
    told.set_where(finding.where);
    told.set_what(finding.what);
    told.set_advice(finding.advice);
  }
}

// Only this program's own schema has the tables that the rooms' checks know.
bool CanCheckRooms(const storage::Checked& checked) {
  return checked.contents.schema_version == static_cast<int64_t>(storage::Migrations().size()) &&
         !checked.contents.tables.empty();
}

absl::Status CheckRooms(storage::Tx& tx, storage::Checked& checked) {
  if (!CanCheckRooms(checked)) return absl::OkStatus();
  PLENARY_RETURN_IF_ERROR(storage::TakeDamage(delegations::CheckLedger(tx, checked.findings),
                                              "the ledger of seats", checked.findings));
  return storage::TakeDamage(schedule::CheckLedger(tx, checked.findings), "the ledger of times",
                             checked.findings);
}

absl::Status CheckLive(const Order& order, const base::Clock& clock, Report& report) {
  storage::Checked checked;
  const absl::Status status =
      storage::ReadSnapshot(order.database, clock, [&](storage::Tx& tx) -> absl::Status {
        report.set_engine(std::string(tx.engine()));
        PLENARY_ASSIGN_OR_RETURN(checked, storage::CheckDatabase(tx));
        return CheckRooms(tx, checked);
      });
  PLENARY_RETURN_IF_ERROR(storage::TakeDamage(status, "the database", checked.findings));
  Describe(checked, report);
  return absl::OkStatus();
}

absl::Status CheckFile(const Order& order, const base::Clock& clock, Report& report) {
  PLENARY_ASSIGN_OR_RETURN(storage::CheckedBackup backup, storage::CheckBackup(order.file, clock));
  if (CanCheckRooms(backup.checked)) {
    PLENARY_RETURN_IF_ERROR(
        storage::ReadSnapshot(absl::StrCat("sqlite:", order.file), clock,
                              [&](storage::Tx& tx) { return CheckRooms(tx, backup.checked); }));
  }
  DescribeOrigin(backup.facts, report);
  Describe(backup.checked, report);
  return absl::OkStatus();
}

std::string Count(int64_t count, absl::string_view one, absl::string_view many) {
  return absl::StrCat(count, " ", count == 1 ? one : many);
}

// "1200 rows in 21 tables, 3 chains, schema version 4"
std::string ContentsInWords(const Report& report) {
  int64_t rows = 0;
  for (const Report::Table& table : report.tables()) rows += table.rows();
  return absl::StrCat(
      Count(rows, "row", "rows"), " in ", Count(report.tables_size(), "table", "tables"), ", ",
      Count(report.chains_size(), "chain", "chains"), ", schema version ", report.schema_version());
}

// "made 2023-04-17T12:00:00Z from sqlite"
std::string OriginInWords(const Report& report) {
  return absl::StrCat("made ", TimeUtil::ToString(report.backup_time()), " from ", report.engine());
}

std::string CheckInWords(const Report& report) {
  const std::string checked = report.has_backup_time()
                                  ? absl::StrCat(report.file(), ", ", OriginInWords(report))
                                  : absl::StrCat("the ", report.engine(), " database");
  if (report.findings().empty()) {
    return absl::StrCat("sound: ", checked, ": ", ContentsInWords(report), ", ",
                        Count(report.entries(), "entry", "entries"), " verified\n");
  }
  std::string words;
  for (const Report::Finding& finding : report.findings()) {
    absl::StrAppend(&words, finding.where(), ": ", finding.what(), "; ", finding.advice(), "\n");
  }
  return absl::StrCat(words, Count(report.findings_size(), "finding", "findings"), "\n");
}

}  // namespace

absl::Status Backup(const Order& order, const base::Clock& clock, Report& report) {
  PLENARY_ASSIGN_OR_RETURN(const storage::BackupFacts facts,
                           storage::Backup(order.database, order.file, order.force, clock));
  DescribeOrigin(facts, report);
  Describe(facts.contents, report);
  // The backup is there whether or not the servers can be told of it.
  if (absl::Status noted = storage::NoteBackup(order.database, facts.time); !noted.ok()) {
    report.set_note_missing(
        absl::StrCat("the backup is sound, but its time could not be noted for the servers, so "
                     "`plenary doctor` goes on about an older one: ",
                     noted.message()));
  }
  return absl::OkStatus();
}

absl::Status Restore(const Order& order, const base::Clock& clock, Report& report) {
  PLENARY_ASSIGN_OR_RETURN(const storage::BackupFacts facts,
                           storage::Restore(order.file, order.database, clock));
  DescribeOrigin(facts, report);
  Describe(facts.contents, report);
  return absl::OkStatus();
}

absl::Status Check(const Order& order, const base::Clock& clock, Report& report) {
  return order.file.empty() ? CheckLive(order, clock, report) : CheckFile(order, clock, report);
}

std::string InWords(const Report& report) {
  if (report.command() == "check") return CheckInWords(report);
  if (absl::StartsWith(report.command(), "keys ")) return KeysInWords(report);
  if (report.command() == "break-glass") return BreakGlassInWords(report);
  const bool is_backup = report.command() == "backup";
  return absl::StrCat(is_backup ? "wrote " : "restored ", report.file(), ", ",
                      OriginInWords(report), ": ", ContentsInWords(report), "; verified\n");
}

}  // namespace plenary::admin
