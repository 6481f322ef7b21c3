// What was hosted and attended in a year, with how many people and which projects.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/reports/year.h"

namespace plenary::reports {
namespace {

using Delegations = delegations::DelegationService;

// Rounds of negotiations are told of among the meetings.
constexpr char kHosted[] = "NOT kind = NEGOTIATION_ROUND AND role = HOSTED";
constexpr char kAttended[] = "NOT kind = NEGOTIATION_ROUND AND role = ATTENDED";
constexpr char kCame[] = "NOT state = INVITED AND NOT state = DECLINED";
// As on the list of a delegation: who comes and has a place.
constexpr char kTookPart[] = "(state = NOMINATED OR state = CONFIRMED OR state = ACCEPTED)";

// How many of what there was at an event.
struct Counts {
  v1::ReportNumber delegations;
  v1::ReportNumber people;
  v1::ReportNumber projects;
  v1::ReportNumber owners;
  bool has_delegations = false;
  bool has_projects = false;
};

absl::Status CountProjects(const Year& year, const std::string& event, Counts& counts) {
  v1::ListProjectsRequest request;
  request.set_parent(event);
  PLENARY_ASSIGN_OR_RETURN(const auto projects,
                           ListAll(year, year.sources.delegations, &Delegations::ListProjects,
                                   request, &v1::ListProjectsResponse::mutable_projects));
  std::set<std::string> owners;
  for (const v1::Project& each : projects) owners.insert(each.organization());
  counts.has_projects = !projects.empty();
  if (!counts.has_projects) return absl::OkStatus();
  counts.projects = Counted("projects", static_cast<int64_t>(projects.size()), {CountOf(request)});
  counts.owners = Counted("owners", static_cast<int64_t>(owners.size()),
                          {QueryOf(request, v1::ReportQuery::COUNT_DISTINCT, "organization")});
  return absl::OkStatus();
}

absl::StatusOr<Counts> CountAt(const Year& year, const std::string& event) {
  Counts counts;
  v1::ListDelegationsRequest came;
  came.set_parent(event);
  came.set_filter(kCame);
  PLENARY_ASSIGN_OR_RETURN(const auto delegations,
                           ListAll(year, year.sources.delegations, &Delegations::ListDelegations,
                                   came, &v1::ListDelegationsResponse::mutable_delegations));
  v1::ListParticipantsRequest took_part;
  took_part.set_parent(event);
  took_part.set_filter(kTookPart);
  PLENARY_ASSIGN_OR_RETURN(const auto people,
                           ListAll(year, year.sources.delegations, &Delegations::ListParticipants,
                                   took_part, &v1::ListParticipantsResponse::mutable_participants));
  counts.has_delegations = !delegations.empty();
  counts.delegations =
      Counted("delegations", static_cast<int64_t>(delegations.size()), {CountOf(came)});
  counts.people = Counted("people", static_cast<int64_t>(people.size()), {CountOf(took_part)});
  PLENARY_RETURN_IF_ERROR(CountProjects(year, event, counts));
  return counts;
}

absl::StatusOr<Draft> AboutEvent(const Year& year, const v1::Event& event) {
  PLENARY_ASSIGN_OR_RETURN(Counts counts, CountAt(year, event.name()));
  Draft draft;
  draft.pattern = event.role() == v1::Event::HOSTED ? "event.hosted" : "event.attended";
  draft.texts = {{"event", Recorded(event.display_names())},
                 {"dates", DatesOf(event)},
                 {"place", PlaceOf(event)}};
  draft.resources = {event.name()};
  if (counts.has_delegations) {
    draft.numbers = {std::move(counts.delegations), std::move(counts.people)};
  } else {
    draft.pattern = "event.without_delegations";
    draft.kind = v1::ReportSentence::MISSING;
  }
  if (counts.has_projects) {
    draft.numbers.push_back(std::move(counts.projects));
    draft.numbers.push_back(std::move(counts.owners));
  }
  return draft;
}

}  // namespace

absl::Status WriteEvents(Year& year, Section section) {
  std::vector<const v1::Event*> told;
  told.reserve(year.events.size());
  for (const v1::Event& event : year.events) {
    if (event.kind() != v1::Event::NEGOTIATION_ROUND) told.push_back(&event);
  }
  if (told.empty()) {
    section.SayMissing("events.none");
    return absl::OkStatus();
  }
  const auto hosted = std::count_if(told.begin(), told.end(), [](const v1::Event* event) {
    return event->role() == v1::Event::HOSTED;
  });
  Draft all;
  all.pattern = "events.all";
  all.numbers = {Counted("hosted", hosted, {CountOf(EventsOf(year, kHosted))}),
                 Counted("attended", static_cast<int64_t>(told.size()) - hosted,
                         {CountOf(EventsOf(year, kAttended))})};
  section.Say(std::move(all));
  for (const v1::Event* event : told) {
    PLENARY_ASSIGN_OR_RETURN(Draft draft, AboutEvent(year, *event));
    section.Say(std::move(draft));
  }
  return absl::OkStatus();
}

}  // namespace plenary::reports
