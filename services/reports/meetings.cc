// Whom was met in a year: rounds of negotiations, by counterpart.
#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/reports/year.h"
#include "services/storage/resource.h"

namespace plenary::reports {
namespace {

using Negotiations = negotiations::NegotiationService;

// As rounds that say no time are found.
constexpr char kUntimed[] = "start_time = \"1970-01-01T00:00:00Z\"";

// A round that took place in the year, and the event by whose time that is known.
struct Held {
  v1::Round round;
  const v1::Event* event = nullptr;  // nullptr where the round says when it was
  absl::Time start;
};

v1::ListRoundsRequest RoundsOf(const std::string& parent, const std::string& filter) {
  v1::ListRoundsRequest request;
  request.set_parent(parent);
  request.set_filter(filter);
  return request;
}

absl::StatusOr<std::vector<v1::Round>> ReadRounds(const Year& year, const std::string& filter) {
  return ListAll(year, year.sources.negotiations, &Negotiations::ListRounds,
                 RoundsOf("negotiations/-", filter), &v1::ListRoundsResponse::mutable_rounds);
}

// The event that a round was, or at which it was; empty: none.
std::string EventOf(const v1::Round& round) {
  return round.event().empty() ? std::string(base::EventOf(round.meeting())) : round.event();
}

absl::Time StartOf(const google::type::Interval& interval) {
  return absl::FromUnixMicros(storage::ToMicros(interval.start_time()));
}

// Those with a time in the year, and those without at events of it; by time.
absl::StatusOr<std::vector<Held>> RoundsHeld(const Year& year) {
  std::map<std::string, const v1::Event*> events;
  for (const v1::Event& event : year.events) events[event.name()] = &event;
  PLENARY_ASSIGN_OR_RETURN(auto timed, ReadRounds(year, WithinYear(year, "start_time")));
  PLENARY_ASSIGN_OR_RETURN(auto untimed, ReadRounds(year, kUntimed));
  std::vector<Held> held;
  held.reserve(timed.size() + untimed.size());
  for (v1::Round& round : timed) {
    const absl::Time start = StartOf(round.interval());
    held.push_back({std::move(round), nullptr, start});
  }
  for (v1::Round& round : untimed) {
    const auto event = events.find(EventOf(round));
    if (event == events.end()) continue;
    held.push_back({std::move(round), event->second, StartOf(event->second->interval())});
  }
  std::stable_sort(held.begin(), held.end(),
                   [](const Held& a, const Held& b) { return a.start < b.start; });
  return held;
}

// The queries that count rounds: one for those with a time, one for each without.
Queries CountRounds(const Year& year, const std::string& parent, const std::vector<Held>& rounds) {
  Queries queries = {CountOf(RoundsOf(parent, WithinYear(year, "start_time")))};
  std::set<std::string> filters;
  for (const Held& held : rounds) {
    if (held.event == nullptr) continue;
    const v1::Round& round = held.round;
    filters.insert(Both(kUntimed, round.event().empty()
                                      ? absl::StrCat("meeting = ", Quoted(round.meeting()))
                                      : absl::StrCat("event = ", Quoted(round.event()))));
  }
  queries.reserve(1 + filters.size());
  for (const std::string& filter : filters) queries.push_back(CountOf(RoundsOf(parent, filter)));
  return queries;
}

// «24 августа 2023 г., Минск».
Words WhenAndWhere(const Year& year, const Held& held) {
  if (held.event != nullptr) return Joined(DatesOf(*held.event), PlaceOf(*held.event));
  absl::TimeZone zone = year.zone;
  if (!held.round.time_zone().empty()) absl::LoadTimeZone(held.round.time_zone(), &zone);
  const absl::Time end = absl::FromUnixMicros(storage::ToMicros(held.round.interval().end_time()));
  const absl::Time last = std::max(held.start, end - absl::Microseconds(1));
  return Joined(Dates(absl::ToCivilDay(held.start, zone), absl::ToCivilDay(last, zone)),
                Recorded(held.round.places()));
}

// The titles of what was talked about, as it stands on the agenda.
absl::StatusOr<Words> TopicsOf(const Year& year, const std::string& negotiation,
                               const std::vector<Held>& rounds) {
  std::set<std::string> wanted;
  for (const Held& held : rounds) {
    wanted.insert(held.round.topics().begin(), held.round.topics().end());
  }
  if (wanted.empty()) return Same("");
  v1::ListTopicsRequest request;
  request.set_parent(negotiation);
  PLENARY_ASSIGN_OR_RETURN(const auto topics,
                           ListAll(year, year.sources.negotiations, &Negotiations::ListTopics,
                                   request, &v1::ListTopicsResponse::mutable_topics));
  std::vector<Words> titles;
  titles.reserve(topics.size());
  for (const v1::Topic& topic : topics) {
    if (wanted.count(topic.name()) != 0) titles.push_back(Recorded(topic.titles()));
  }
  return Enumerated(std::move(titles));
}

absl::StatusOr<Draft> AboutRounds(const Year& year, const v1::Negotiation& negotiation,
                                  const std::vector<Held>& rounds) {
  Draft draft;
  draft.pattern = "meeting.one";
  std::vector<Words> dates;
  dates.reserve(rounds.size());
  draft.resources.reserve(rounds.size() + 1);
  draft.resources.push_back(negotiation.name());
  for (const Held& held : rounds) {
    dates.push_back(WhenAndWhere(year, held));
    draft.resources.push_back(held.round.name());
  }
  draft.texts = {{"counterpart", NameOf(year, negotiation.counterpart())},
                 {"dates", Enumerated(std::move(dates))}};
  PLENARY_ASSIGN_OR_RETURN(draft.texts["topics"], TopicsOf(year, negotiation.name(), rounds));
  draft.numbers = {Counted("rounds", static_cast<int64_t>(rounds.size()),
                           CountRounds(year, negotiation.name(), rounds))};
  return draft;
}

// Negotiations that were held as events of their own, of which no round tells.
void SayWhatHasNoRound(const Year& year, const std::vector<Held>& held, Section& section) {
  std::set<std::string> told;
  for (const Held& each : held) told.insert(EventOf(each.round));
  for (const v1::Event& event : year.events) {
    if (event.kind() != v1::Event::NEGOTIATION_ROUND || told.count(event.name()) != 0) continue;
    Draft draft;
    draft.pattern = "meeting.event";
    draft.kind = v1::ReportSentence::MISSING;
    draft.texts = {{"event", Recorded(event.display_names())}, {"dates", DatesOf(event)}};
    draft.resources = {event.name()};
    section.Say(std::move(draft));
  }
}

}  // namespace

absl::Status WriteMeetings(Year& year, Section section) {
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Held> held, RoundsHeld(year));
  if (held.empty()) {
    section.SayMissing("meetings.none");
  } else {
    Draft all;
    all.pattern = "meetings.all";
    all.numbers = {Counted("rounds", static_cast<int64_t>(held.size()),
                           CountRounds(year, "negotiations/-", held))};
    section.Say(std::move(all));
  }
  std::map<std::string, std::vector<Held>> by_negotiation;
  for (const Held& each : held) {
    by_negotiation[std::string(base::NegotiationOf(each.round.name()))].push_back(each);
  }
  std::vector<const v1::Negotiation*> order;
  order.reserve(by_negotiation.size());
  for (const v1::Negotiation& each : year.negotiations) {
    if (by_negotiation.count(each.name()) != 0) order.push_back(&each);
  }
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
    return by_negotiation[a->name()].front().start < by_negotiation[b->name()].front().start;
  });
  for (const v1::Negotiation* each : order) {
    PLENARY_ASSIGN_OR_RETURN(Draft draft, AboutRounds(year, *each, by_negotiation[each->name()]));
    section.Say(std::move(draft));
  }
  SayWhatHasNoRound(year, held, section);
  return absl::OkStatus();
}

}  // namespace plenary::reports
