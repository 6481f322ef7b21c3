#include "services/personal_data/erasure.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/erasure_table.h"
#include "services/directory/table.h"
#include "services/personal_data/table.h"
#include "services/storage/resource.h"

namespace plenary::personal_data {
namespace {

using storage::Tx;

constexpr char kTimeForm[] = "%Y-%m-%d%ET%H:%M:%SZ";
using Times = std::map<std::string, absl::Time>;  // of erasures, by person

absl::Status Unusable(const std::string& path, absl::string_view what) {
  return absl::PermissionDeniedError(
      absl::StrCat("the list of erasures ", path, " cannot be ", what,
                   "; without it a restored database may hold people who were erased"));
}

absl::StatusOr<Erasure> ParseLine(const std::string& path, int number, absl::string_view line) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits(' ', 1));
  Erasure erasure;
  std::string error;
  if (!absl::ParseTime(kTimeForm, parts.first, &erasure.time, &error) ||
      !base::HasForm(parts.second, directory::kPersonPattern)) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ", line ", number, ": not a line of a list of erasures; restore the list"));
  }
  erasure.person = std::string(parts.second);
  return erasure;
}

absl::StatusOr<Times> ReadFile(const std::string& path) {
  Times times;
  if (access(path.c_str(), F_OK) != 0) return times;
  std::ifstream file(path);
  if (!file) return Unusable(path, "read");
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    PLENARY_ASSIGN_OR_RETURN(Erasure erasure, ParseLine(path, number, line));
    times.emplace(std::move(erasure.person), erasure.time);
  }
  return times;
}

absl::Status Append(const std::string& path, const std::vector<Erasure>& erasures) {
  std::string lines;
  for (const Erasure& each : erasures) {
    absl::StrAppend(&lines, absl::FormatTime(kTimeForm, each.time, absl::UTCTimeZone()), " ",
                    each.person, "\n");
  }
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return Unusable(path, "written");
  const auto size = static_cast<ssize_t>(lines.size());
  const bool is_kept = write(file, lines.data(), lines.size()) == size && fsync(file) == 0;
  close(file);
  return is_kept ? absl::OkStatus() : Unusable(path, "written");
}

absl::Status EraseAgain(storage::Store& store, const base::Clock& clock, base::Random& random,
                        Participations& participations, const Erasure& erasure) {
  base::IdSequence ids(random.Bytes(32), clock.Now());
  const storage::Call call = {"system", "erasure", ""};
  return storage::WriteAndWait(
      store, {storage::Key(storage::kDirectoryPartition)}, [&](Tx& tx) -> absl::Status {
        ids.Reset();
        storage::Change change(tx, call, ids);
        PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, erasure.person));
        // Somebody who is not there yet in so old a database is noted all the same.
        if (!person || person->has_erase_time()) return InsertErasure(tx, erasure);
        PLENARY_RETURN_IF_ERROR(Erase(change, participations, *person).status());
        return change.Flush();
      });
}

}  // namespace

absl::StatusOr<v1::Person> Erase(storage::Change& change, Participations& participations,
                                 const v1::Person& person) {
  PLENARY_RETURN_IF_ERROR(participations.Erase(change, person.name()));
  PLENARY_ASSIGN_OR_RETURN(v1::Person left, directory::ErasePersonRow(change, person));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(person.name()));
  PLENARY_RETURN_IF_ERROR(InsertErasure(change.tx(), {person.name(), now}));
  return left;
}

absl::Status SyncErasures(storage::Store& store, const base::Clock& clock, base::Random& random,
                          Participations& participations, const std::string& path) {
  PLENARY_ASSIGN_OR_RETURN(Times in_file, ReadFile(path));
  std::vector<Erasure> done;
  PLENARY_RETURN_IF_ERROR(storage::ReadAndWait(store, [&](Tx& tx) -> absl::Status {
    PLENARY_ASSIGN_OR_RETURN(done, ListErasures(tx));
    return absl::OkStatus();
  }));
  std::vector<Erasure> to_add;
  for (const Erasure& each : done) {
    if (in_file.erase(each.person) == 0) to_add.push_back(each);
  }
  if (!to_add.empty()) PLENARY_RETURN_IF_ERROR(Append(path, to_add));
  for (const auto& [person, time] : in_file) {
    PLENARY_RETURN_IF_ERROR(EraseAgain(store, clock, random, participations, {person, time}));
  }
  return absl::OkStatus();
}

}  // namespace plenary::personal_data
