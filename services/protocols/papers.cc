#include "services/protocols/papers.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "plenary/v1/changes.pb.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/events/table.h"
#include "services/negotiations/table.h"
#include "services/protocols/rules.h"
#include "services/protocols/table.h"

namespace plenary::protocols {
namespace {

using storage::Change;
using storage::Tx;

// The day on which something begins; a zone that is not known is that of the servers.
std::string DayOf(const google::type::Interval& interval, const std::string& time_zone) {
  if (!interval.has_start_time()) return "";
  absl::TimeZone zone = absl::UTCTimeZone();
  if (!time_zone.empty()) absl::LoadTimeZone(time_zone, &zone);
  const absl::Time start = absl::FromUnixMicros(storage::ToMicros(interval.start_time()));
  return absl::FormatCivilTime(absl::ToCivilDay(start, zone));
}

std::vector<std::string> NamesOf(const std::vector<Reference>& references) {
  std::vector<std::string> names;
  names.reserve(references.size());
  for (const Reference& each : references) names.push_back(each.name);
  return names;
}

template <class Resource>
absl::Status CheckEach(const std::vector<absl::optional<Resource>>& found,
                       const std::vector<Reference>& references) {
  for (size_t i = 0; i < references.size(); ++i) {
    PLENARY_RETURN_IF_ERROR(
        storage::CheckReference(found[i], references[i].field, references[i].name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Negotiation> FindOpenNegotiation(Tx& tx, absl::string_view name) {
  const absl::string_view negotiation = base::NegotiationOf(name);
  PLENARY_ASSIGN_OR_RETURN(
      v1::Negotiation found,
      storage::Living(negotiations::FindNegotiation(tx, negotiation), negotiation));
  if (found.state() != v1::Negotiation::CLOSED) return found;
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(negotiation, " is closed: reopen it first"),
      {{"resource", found.name()}, {"state", "CLOSED"}, {"allowed", "OPEN,SUSPENDED"}});
}

absl::StatusOr<Paper> FindPaper(Change& change, const std::string& name, const std::string& etag) {
  PLENARY_RETURN_IF_ERROR(FindOpenNegotiation(change.tx(), name).status());
  return FindConcludedPaper(change, name, etag);
}

absl::StatusOr<Paper> FindConcludedPaper(Change& change, const std::string& name,
                                         const std::string& etag) {
  Paper paper;
  PLENARY_ASSIGN_OR_RETURN(paper.before,
                           LivingOrNewer(FindProtocol(change.tx(), name), name, etag));
  PLENARY_ASSIGN_OR_RETURN(paper.now, change.Now(name));
  return paper;
}

absl::StatusOr<v1::Protocol> Keep(Change& change, absl::Time now, const v1::Protocol& before,
                                  v1::Protocol after) {
  storage::StampUpdated(after, before, now);
  PLENARY_RETURN_IF_ERROR(UpdateProtocolRow(change.tx(), after));
  const bool is_deletion = after.has_delete_time() != before.has_delete_time();
  const v1::Change::Kind kind = !is_deletion              ? v1::Change::UPDATED
                                : after.has_delete_time() ? v1::Change::DELETED
                                                          : v1::Change::UNDELETED;
  change.Record(after.name(), kind, after);
  return after;
}

absl::StatusOr<std::string> DayOfRound(Tx& tx, const std::string& name) {
  if (name.empty()) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const auto round, negotiations::FindRound(tx, name));
  if (!round.has_value()) return std::string();
  if (round->has_interval()) return DayOf(round->interval(), round->time_zone());
  const std::string event(round->event().empty() ? base::EventOf(round->meeting())
                                                 : absl::string_view(round->event()));
  if (event.empty()) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const auto found, events::FindEvent(tx, event));
  return found.has_value() ? DayOf(found->interval(), found->time_zone()) : std::string();
}

absl::StatusOr<std::string> SourceDay(Tx& tx, const v1::Protocol& protocol) {
  if (!protocol.date().empty()) return protocol.date();
  return DayOfRound(tx, protocol.round());
}

absl::StatusOr<std::vector<std::string>> CurrentNames(Tx& tx, std::vector<std::string> people) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, people));
  for (size_t i = 0; i < people.size(); ++i) {
    if (found[i].has_value()) people[i] = found[i]->name();
  }
  return people;
}

absl::Status CheckOrganizations(Tx& tx, const std::vector<Reference>& references) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindOrganizations(tx, NamesOf(references)));
  return CheckEach(found, references);
}

absl::Status CheckPeople(Tx& tx, const std::vector<Reference>& references) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, directory::FindPeople(tx, NamesOf(references)));
  return CheckEach(found, references);
}

absl::StatusOr<v1::Protocol> FindAmended(Tx& tx, const std::string& amended) {
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindProtocol(tx, amended));
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(found, "protocol.amends", amended));
  PLENARY_RETURN_IF_ERROR(CheckMayBeAmended(*found));
  return *found;
}

}  // namespace plenary::protocols
