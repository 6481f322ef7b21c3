#include "services/printing/personal_traces.h"

#include <set>

#include "plenary/v1/changes.pb.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/matchmaking/personal_table.h"
#include "services/printing/table.h"
#include "services/schedule/personal_table.h"
#include "services/storage/change.h"

namespace plenary::printing {

using storage::Change;
using storage::Tx;

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Of(Tx& tx, absl::string_view person) {
  return participations_.Of(tx, person);
}

absl::StatusOr<std::string> PersonalTraces::ToCome(Tx& tx, absl::string_view person,
                                                   absl::Time now) {
  return participations_.ToCome(tx, person, now);
}

absl::Status PersonalTraces::Erase(Change& change, absl::string_view person) {
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const auto scheduled, schedule::EventsConcerning(tx, person));
  std::set<std::string> events(scheduled.begin(), scheduled.end());
  PLENARY_ASSIGN_OR_RETURN(const auto participants, participations_.Of(tx, person));
  std::vector<std::string> names = {std::string(person)};
  names.reserve(participants.size() + 1);
  for (const v1::Participant& each : participants) {
    events.emplace(base::EventOf(each.name()));
    names.push_back(each.name());
  }
  PLENARY_ASSIGN_OR_RETURN(const auto matched, matchmaking::EventsNaming(tx, names));
  events.insert(matched.begin(), matched.end());
  for (const std::string& event : events) {
    PLENARY_RETURN_IF_ERROR(tx.Require(event));
    PLENARY_RETURN_IF_ERROR(EraseContents(tx, event));
  }
  PLENARY_RETURN_IF_ERROR(schedule::ForgetImportedPerson(tx, person));
  PLENARY_ASSIGN_OR_RETURN(const auto left, schedule::EraseAnswerNotes(tx, person));
  for (const schedule::ActivityRow& row : left) {
    change.Record(schedule::NameOf(row.body), v1::Change::ERASED, schedule::MessageOf(row.body));
  }
  PLENARY_ASSIGN_OR_RETURN(const auto requests, matchmaking::EraseNotes(tx, names));
  for (const v1::MeetingRequest& request : requests) {
    change.Record(request.name(), v1::Change::ERASED, request);
  }
  return participations_.Erase(change, person);
}

absl::StatusOr<std::vector<v1::Participant>> PersonalTraces::Behind(Tx& tx, absl::string_view event,
                                                                    absl::string_view after,
                                                                    int limit) {
  return participations_.Behind(tx, event, after, limit);
}

absl::Status PersonalTraces::Purge(Change& change, const v1::Participant& participant) {
  return participations_.Purge(change, participant);
}

absl::Status PersonalTraces::Purged(Change& change, absl::string_view event) {
  PLENARY_RETURN_IF_ERROR(EraseContents(change.tx(), event));
  return participations_.Purged(change, event);
}

}  // namespace plenary::printing
