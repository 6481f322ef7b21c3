// When people and assets are occupied.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/delegations/person_table.h"
#include "services/directory/identity_table.h"
#include "services/schedule/activity_rules.h"
#include "services/schedule/busy_table.h"
#include "services/schedule/facts.h"
#include "services/schedule/line_rules.h"
#include "services/schedule/quests.h"
#include "services/schedule/service.h"
#include "services/storage/resource.h"

namespace plenary::schedule {
namespace {

using storage::Call;
using storage::Tx;
using Busy = v1::QueryFreeBusyResponse::Busy;
using Subjects = google::protobuf::RepeatedPtrField<std::string>;

bool IsAsset(absl::string_view name) { return absl::StartsWith(name, "assets/"); }

// The person of each of `subjects` that is a person or a participant; empty for assets. Two round
// trips. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::StatusOr<std::vector<std::string>> FindPersons(Tx& tx, const Subjects& subjects) {
  std::vector<std::string> found(subjects.size());
  std::vector<storage::Statement> statements;
  statements.reserve(found.size());
  for (int i = 0; i < subjects.size(); ++i) {
    const std::string& name = subjects[i];
    if (IsAsset(name)) continue;
    statements.push_back(absl::StartsWith(name, "people/")
                             ? directory::SelectIdentity(name, found[i])
                             : delegations::SelectPersonOf(name, found[i]));
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  for (int i = 0; i < subjects.size(); ++i) {
    if (found[i].empty() && !IsAsset(subjects[i])) return base::NotFound(subjects[i]);
  }
  return found;
}

absl::StatusOr<Facts> LoadAssets(Tx& tx, const Subjects& subjects) {
  Named named;
  for (const std::string& name : subjects) {
    if (IsAsset(name)) named.assets.insert(name);
  }
  Facts facts;
  PLENARY_RETURN_IF_ERROR(LoadFacts(tx, named, facts));
  for (const std::string& name : named.assets) {
    if (facts.assets.count(name) == 0) return base::NotFound(name);
  }
  return facts;
}

// Answers for one caller. Outlives the statements that it makes.
class FreeBusy {
 public:
  FreeBusy(const Call& call, const Facts& facts, absl::Time start, absl::Time end, absl::Time now)
      : call_(call),
        facts_(facts),
        start_(start),
        end_(end),
        start_us_(absl::ToUnixMicros(start)),
        end_us_(absl::ToUnixMicros(end)),
        now_us_(absl::ToUnixMicros(now)) {}

  // Adds what reads the rows of `subject`, of the ledger, into `into`.
  void AddRows(absl::string_view subject, bool is_shared, v1::QueryFreeBusyResponse::Subject& into,
               std::vector<storage::Statement>& statements) {
    statements.push_back(
        SelectBusy(subject, start_us_, end_us_, now_us_, is_shared,
                   [this, is_shared, &into](const BusyRow& row) { Add(row, is_shared, into); }));
  }

  // An asset with all that is booked along with it: its parts, its person.
  void AddAsset(const std::string& name, v1::QueryFreeBusyResponse::Subject& into,
                std::vector<storage::Statement>& statements) {
    v1::AssetUse use;
    use.set_asset(name);
    for (const std::string& each : SubjectsOfLines(LinesOfUse(use, start_, end_, "", facts_))) {
      const std::string& subject = *names_.insert(each).first;
      const auto asset = facts_.assets.find(subject);
      const bool is_asset = asset != facts_.assets.end();
      AddRows(subject, is_asset && asset->second.capacity() > 1, into, statements);
      if (is_asset) AddHours(asset->second, into);
    }
    const int capacity = facts_.assets.find(name)->second.capacity();
    into.set_capacity(capacity > 1 ? capacity : 0);
  }

 private:
  static google::protobuf::Timestamp* Start(Busy& busy) {
    return busy.mutable_interval()->mutable_start_time();
  }
  static google::protobuf::Timestamp* End(Busy& busy) {
    return busy.mutable_interval()->mutable_end_time();
  }

  void Add(const BusyRow& row, bool is_shared, v1::QueryFreeBusyResponse::Subject& into) {
    Busy& busy = *into.add_busy();
    *Start(busy) = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(row.start_us);
    *End(busy) = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(row.end_us);
    if (SeesEventOf(row.activity)) {
      busy.set_activity(row.activity.data(), row.activity.size());
    }
    if (is_shared) busy.set_units(static_cast<int32_t>(row.units));
    busy.set_is_hold(row.expire_us != 0);
  }

  bool SeesEventOf(absl::string_view activity) {
    if (call_.access == nullptr) return true;
    const absl::string_view event = base::EventOf(activity);
    const auto known = sees_.find(event);
    if (known != sees_.end()) return known->second;
    return sees_.emplace(std::string(event), base::SeesWhole(call_.access, event)).first->second;
  }

  void AddHours(const v1::Asset& asset, v1::QueryFreeBusyResponse::Subject& into) const {
    if (!asset.has_availability()) return;
    for (const auto& [start, end] : UnavailableTimes(asset, ZoneOf(asset, facts_), start_, end_)) {
      Busy& busy = *into.add_busy();
      *Start(busy) = storage::ToTimestamp(start);
      *End(busy) = storage::ToTimestamp(end);
      busy.set_is_unavailable(true);
    }
  }

  const Call& call_;
  const Facts& facts_;
  const absl::Time start_;
  const absl::Time end_;
  const int64_t start_us_;
  const int64_t end_us_;
  const int64_t now_us_;
  std::map<std::string, bool, std::less<>> sees_;
  std::set<std::string> names_;  // that statements borrow
};

// What an asset and its parts are occupied by, put in order and each told once.
void Arrange(v1::QueryFreeBusyResponse::Subject& subject) {
  const auto key = [](const Busy& busy) {
    const google::type::Interval& when = busy.interval();
    return std::make_tuple(storage::ToMicros(when.start_time()), storage::ToMicros(when.end_time()),
                           busy.is_unavailable(), absl::string_view(busy.activity()), busy.units(),
                           busy.is_hold());
  };
  auto& all = *subject.mutable_busy();
  std::stable_sort(all.pointer_begin(), all.pointer_end(),
                   [&](const Busy* left, const Busy* right) { return key(*left) < key(*right); });
  const auto end = std::unique(all.begin(), all.end(), [&](const Busy& left, const Busy& right) {
    return key(left) == key(right);
  });
  all.erase(end, all.end());
}

}  // namespace

absl::StatusOr<v1::QueryFreeBusyResponse> ScheduleService::QueryFreeBusy(
    Tx& tx, const Call& call, const v1::QueryFreeBusyRequest& request) const {
  base::FieldErrors errors;
  CheckInterval(request.interval(), "interval", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> persons,
                           FindPersons(tx, request.subjects()));
  PLENARY_ASSIGN_OR_RETURN(const Facts facts, LoadAssets(tx, request.subjects()));

  const google::type::Interval& when = request.interval();
  FreeBusy free_busy(call, facts, absl::FromUnixMicros(storage::ToMicros(when.start_time())),
                     absl::FromUnixMicros(storage::ToMicros(when.end_time())), tx.now());
  v1::QueryFreeBusyResponse response;
  response.mutable_subjects()->Reserve(request.subjects_size());
  std::vector<storage::Statement> statements;
  statements.reserve(persons.size());
  for (int i = 0; i < request.subjects_size(); ++i) {
    v1::QueryFreeBusyResponse::Subject& subject = *response.add_subjects();
    subject.set_subject(request.subjects(i));
    if (persons[i].empty()) {
      free_busy.AddAsset(request.subjects(i), subject, statements);
    } else {
      free_busy.AddRows(persons[i], false, subject, statements);
    }
  }
  PLENARY_RETURN_IF_ERROR(tx.RunAll(absl::MakeSpan(statements)));
  for (int i = 0; i < request.subjects_size(); ++i) {
    if (persons[i].empty()) Arrange(*response.mutable_subjects(i));
  }
  return response;
}

}  // namespace plenary::schedule
