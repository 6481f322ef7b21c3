#include "services/matchmaking/rules.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/names.h"

namespace plenary::matchmaking {
namespace {

using google::protobuf::util::TimeUtil;
using Request = v1::MeetingRequest;
using State = v1::MeetingRequest::State;

constexpr int kMaxOpenRequests = 50;
constexpr int kPreference = 3;
const absl::Duration kDuration = absl::Minutes(30);
const absl::Duration kExpiry = absl::Hours(7 * 24);
const absl::Duration kLongestMeeting = absl::Hours(24);
const absl::Duration kLongestExpiry = absl::Hours(366 * 24);
// As far from the event as meetings may be.
const absl::Duration kFurthestFromEvent = absl::Hours(366 * 24);

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

absl::Duration ToDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  return TimeUtil::SecondsToDuration(absl::ToInt64Seconds(duration));
}

std::string ToText(absl::Time time) {
  return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone());
}

void CheckDuration(const google::protobuf::Duration& duration, absl::string_view field,
                   base::FieldErrors& errors) {
  const absl::Duration length = ToDuration(duration);
  const bool is_whole = duration.nanos() == 0 && duration.seconds() % 60 == 0;
  if (!is_whole || length < absl::Minutes(1) || length > kLongestMeeting) {
    errors.Add(field, "must be whole minutes, from 1 to 24 hours");
  }
}

template <class Intervals>
void CheckIntervals(const Intervals& intervals, absl::Duration duration, const v1::Event& event,
                    absl::string_view field, base::FieldErrors& errors) {
  const absl::Time earliest = TimeOf(event.interval().start_time()) - kFurthestFromEvent;
  const absl::Time latest = TimeOf(event.interval().end_time()) + kFurthestFromEvent;
  for (int i = 0; i < intervals.size(); ++i) {
    const std::string at = absl::StrCat(field, "[", i, "]");
    if (!intervals[i].has_start_time() || !intervals[i].has_end_time()) {
      errors.Add(at, "must have a start and an end");
      continue;
    }
    const absl::Time start = TimeOf(intervals[i].start_time());
    const absl::Time end = TimeOf(intervals[i].end_time());
    if (end - start < duration) errors.Add(at, "must be at least as long as the meeting");
    if (start < earliest || end > latest) {
      errors.Add(at, absl::StrCat("must lie within 366 days of ", event.name()));
    }
  }
}

bool AllAreAsLongAs(const google::protobuf::RepeatedPtrField<google::type::Interval>& intervals,
                    absl::Duration duration) {
  return std::all_of(intervals.begin(), intervals.end(), [&](const auto& interval) {
    return TimeOf(interval.end_time()) - TimeOf(interval.start_time()) >= duration;
  });
}

void CheckExpiry(const google::protobuf::Timestamp& expire_time, absl::Time now,
                 absl::string_view field, base::FieldErrors& errors) {
  const absl::Time expire = TimeOf(expire_time);
  if (expire <= now) errors.Add(field, "must be later than now");
  if (expire > now + kLongestExpiry) errors.Add(field, "must be at most 366 days from now");
}

void CheckInEvent(absl::string_view name, absl::string_view event, const std::string& field,
                  base::FieldErrors& errors) {
  const absl::string_view its = base::EventOf(name);
  if (its.empty() || its == event) return;
  errors.Add(field, absl::StrCat("must be of ", event, ", where they are to meet"));
}

void CheckSide(const Request::Side& side, absl::string_view event, const std::string& field,
               base::FieldErrors& errors) {
  CheckInEvent(side.party(), event, field + ".party", errors);
  const bool is_delegation = absl::StrContains(side.party(), "/delegations/");
  if (side.head_must_attend() && !is_delegation) {
    errors.Add(field + ".head_must_attend", "is for delegations, which have a head");
  }
  CheckPeopleOnce(side, event, field + ".", errors);
}

void CheckInterpretation(const v1::Interpretation& interpretation, const std::string& field,
                         base::FieldErrors& errors) {
  const bool is_interpreted = interpretation.mode() != v1::INTERPRETATION_MODE_UNSPECIFIED &&
                              interpretation.mode() != v1::NONE;
  const std::set<std::string> languages(interpretation.languages().begin(),
                                        interpretation.languages().end());
  if (is_interpreted && languages.size() < 2) {
    errors.Add(field + ".languages", "must be two or more where something is interpreted");
  }
  if (static_cast<int>(languages.size()) != interpretation.languages_size()) {
    errors.Add(field + ".languages", "must be named once each");
  }
  if (!interpretation.interpreters().empty()) {
    errors.Add(field + ".interpreters",
               "must be empty; who interprets is settled with the meeting");
  }
}

bool Fits(const v1::MatchmakingSettings::PartyKind& kind, const Party& party) {
  if (!kind.category().empty() && kind.category() != party.category &&
      party.categories.count(kind.category()) == 0) {
    return false;
  }
  const bool has_type = kind.organization_type() == v1::Organization::TYPE_UNSPECIFIED ||
                        kind.organization_type() == party.type;
  const bool has_direction = kind.direction() == v1::Delegation::DIRECTION_UNSPECIFIED ||
                             kind.direction() == party.direction;
  return has_type && has_direction;
}

// What a party is to the rules: "events/…/categories/buyers", "COMPANY".
std::string KindsOf(const Party& party) {
  std::vector<std::string> kinds(party.categories.begin(), party.categories.end());
  if (!party.category.empty()) kinds.push_back(party.category);
  if (kinds.empty() && party.type != v1::Organization::TYPE_UNSPECIFIED) {
    kinds.push_back(v1::Organization::Type_Name(party.type));
  }
  return absl::StrJoin(kinds, ",");
}

absl::Status WrongState(const Request& request, State state, absl::string_view allowed) {
  const std::string& told = Request::State_Name(state);
  base::Metadata metadata = {
      {"resource", request.name()}, {"state", told}, {"allowed", std::string(allowed)}};
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      state == Request::SCHEDULED
          ? absl::StrCat(request.name(),
                         " is SCHEDULED; cancel its meeting first, or have it cancelled")
          : absl::StrCat(request.name(), " is ", told, "; that is for ", allowed),
      std::move(metadata));
}

absl::Status OthersTurn(Turn turn) {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      turn == Turn::kAsked
                          ? "that is for the side that is asked, or the secretariat"
                          : "that is for the side that asks, or the secretariat",
                      {{"roles", "REGISTRAR,EVENT_MANAGER,ADMINISTRATOR"}});
}

// The states from which a verb leads somewhere.
std::string AllowedFor(Verb verb) {
  std::vector<std::string> allowed;
  for (int number = 0; number < Request::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<State>(number);
    if (StepFrom(state, verb).has_value()) allowed.push_back(Request::State_Name(state));
  }
  return absl::StrJoin(allowed, ",");
}

}  // namespace

int MaxOpenRequests(const v1::MatchmakingSettings& settings) {
  return settings.max_open_requests() == 0 ? kMaxOpenRequests : settings.max_open_requests();
}

absl::Duration DefaultDuration(const v1::MatchmakingSettings& settings) {
  return settings.has_default_duration() ? ToDuration(settings.default_duration()) : kDuration;
}

absl::Duration DefaultExpiry(const v1::MatchmakingSettings& settings) {
  return settings.has_default_expiry() ? ToDuration(settings.default_expiry()) : kExpiry;
}

void CheckSettings(const v1::MatchmakingSettings& settings, absl::string_view field,
                   base::FieldErrors& errors) {
  if (settings.has_default_duration()) {
    CheckDuration(settings.default_duration(), absl::StrCat(field, ".default_duration"), errors);
  }
  const absl::Duration expiry = DefaultExpiry(settings);
  if (expiry < absl::Minutes(1) || expiry > kLongestExpiry) {
    errors.Add(absl::StrCat(field, ".default_expiry"), "must be from a minute to 366 days");
  }
  const absl::string_view event = base::EventOf(settings.name());
  for (int i = 0; i < settings.allowed_pairs_size(); ++i) {
    const std::string at = absl::StrCat(field, ".allowed_pairs[", i, "]");
    const auto& pair = settings.allowed_pairs(i);
    CheckInEvent(pair.from().category(), event, at + ".from.category", errors);
    CheckInEvent(pair.to().category(), event, at + ".to.category", errors);
  }
}

void CheckPeopleOnce(const Request::Side& side, absl::string_view event, absl::string_view prefix,
                     base::FieldErrors& errors) {
  std::set<std::string> seen;
  const auto check = [&](const auto& people, absl::string_view list) {
    for (int i = 0; i < people.size(); ++i) {
      const std::string at = absl::StrCat(prefix, list, "[", i, "]");
      CheckInEvent(people[i], event, at, errors);
      if (!seen.insert(people[i]).second) {
        errors.Add(at, "is named before; name everybody once");
      }
    }
  };
  check(side.people(), "people");
  check(side.optional_people(), "optional_people");
}

void FillIn(const v1::MatchmakingSettings& settings, absl::Time now, Request& request) {
  if (!request.has_duration()) *request.mutable_duration() = ToProto(DefaultDuration(settings));
  if (request.preference() == 0) request.set_preference(kPreference);
  if (!request.has_expire_time()) {
    *request.mutable_expire_time() = ToTimestamp(now + DefaultExpiry(settings));
  }
}

void CheckRequest(const Request& request, const v1::Event& event, absl::Time now, bool expires_anew,
                  absl::string_view field, base::FieldErrors& errors) {
  CheckSide(request.from(), event.name(), absl::StrCat(field, ".from"), errors);
  CheckSide(request.to(), event.name(), absl::StrCat(field, ".to"), errors);
  if (request.from().party() == request.to().party()) {
    errors.Add(absl::StrCat(field, ".to.party"), "must be another than who asks");
  }
  CheckDuration(request.duration(), absl::StrCat(field, ".duration"), errors);
  CheckIntervals(request.intervals(), ToDuration(request.duration()), event,
                 absl::StrCat(field, ".intervals"), errors);
  CheckInterpretation(request.interpretation(), absl::StrCat(field, ".interpretation"), errors);
  if (expires_anew) {
    CheckExpiry(request.expire_time(), now, absl::StrCat(field, ".expire_time"), errors);
  }
}

void CheckCounter(const v1::CounterMeetingRequestRequest& counter, const Request& request,
                  const v1::Event& event, absl::Time now, base::FieldErrors& errors) {
  if (counter.intervals().empty() && !counter.has_duration()) {
    errors.Add("intervals", "must say when instead, unless `duration` says how long");
  }
  if (counter.has_duration()) CheckDuration(counter.duration(), "duration", errors);
  // What it leaves as it was proposed last must still go with what it changes.
  Request proposed = request;
  Agree(proposed);
  const absl::Duration duration =
      ToDuration(counter.has_duration() ? counter.duration() : proposed.duration());
  CheckIntervals(counter.intervals(), duration, event, "intervals", errors);
  if (counter.intervals().empty() && !AllAreAsLongAs(proposed.intervals(), duration)) {
    errors.Add("duration", "must be no longer than the times that were proposed; propose others");
  }
  if (counter.has_expire_time()) CheckExpiry(counter.expire_time(), now, "expire_time", errors);
}

State StateAt(const Request& request, absl::Time now) {
  const bool waits = request.state() == Request::PENDING || request.state() == Request::COUNTERED;
  return waits && TimeOf(request.expire_time()) <= now ? Request::EXPIRED : request.state();
}

bool IsOpen(State state) {
  return state == Request::PENDING || state == Request::COUNTERED || state == Request::ACCEPTED;
}

bool IsStanding(State state) { return IsOpen(state) || state == Request::SCHEDULED; }

absl::optional<Step> StepFrom(State state, Verb verb) {
  const bool is_pending = state == Request::PENDING;
  const bool is_countered = state == Request::COUNTERED;
  const bool is_agreed = state == Request::ACCEPTED;
  const Turn turn = is_countered ? Turn::kRequester : Turn::kAsked;
  switch (verb) {
    case Verb::kAccept:
      if (is_pending || is_countered) return Step{Request::ACCEPTED, turn};
      return absl::nullopt;
    case Verb::kDecline:
      if (is_pending || is_countered || is_agreed) return Step{Request::DECLINED, turn};
      return absl::nullopt;
    case Verb::kCounter:
      if (is_pending) return Step{Request::COUNTERED, turn};
      if (is_countered) return Step{Request::PENDING, turn};
      return absl::nullopt;
    case Verb::kCancel:
      if (IsOpen(state)) return Step{Request::CANCELLED, Turn::kRequester};
      return absl::nullopt;
  }
  return absl::nullopt;
}

absl::Status CheckNotExpired(const Request& request, absl::Time now) {
  if (StateAt(request, now) != Request::EXPIRED) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_MEETING_REQUEST_EXPIRED,
      absl::StrCat("nobody answered ", request.name(), " in time; ask again"),
      {{"resource", request.name()}, {"expiredAt", ToText(TimeOf(request.expire_time()))}});
}

absl::StatusOr<Step> CheckVerb(const Request& request, Verb verb, const Actor& actor,
                               absl::Time now) {
  PLENARY_RETURN_IF_ERROR(CheckNotExpired(request, now));
  const absl::optional<Step> step = StepFrom(request.state(), verb);
  if (!step.has_value()) return WrongState(request, request.state(), AllowedFor(verb));
  if (!actor.MayActAs(step->by)) return OthersTurn(step->by);
  return *step;
}

absl::Status CheckMayUpdate(const Request& request, const Actor& actor, absl::Time now) {
  PLENARY_RETURN_IF_ERROR(CheckNotExpired(request, now));
  if (!actor.MayActAs(Turn::kRequester)) return OthersTurn(Turn::kRequester);
  const bool may =
      actor.is_secretariat ? IsOpen(request.state()) : request.state() == Request::PENDING;
  if (may) return absl::OkStatus();
  return WrongState(request, request.state(),
                    actor.is_secretariat ? "PENDING,ACCEPTED,COUNTERED" : "PENDING");
}

absl::Status CheckWindow(const v1::MatchmakingSettings& settings, bool is_secretariat,
                         absl::Time now) {
  const google::type::Interval& window = settings.window();
  const bool has_opened = !window.has_start_time() || TimeOf(window.start_time()) <= now;
  const bool has_closed = window.has_end_time() && TimeOf(window.end_time()) <= now;
  if (is_secretariat || (settings.has_window() && has_opened && !has_closed)) {
    return absl::OkStatus();
  }
  base::Metadata metadata;
  if (window.has_start_time()) metadata["opens"] = ToText(TimeOf(window.start_time()));
  if (window.has_end_time()) metadata["closes"] = ToText(TimeOf(window.end_time()));
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_MEETING_REQUESTS_CLOSED,
      "meeting requests are not taken now; ask the secretariat", std::move(metadata));
}

void Agree(Request& request) {
  if (request.state() == Request::COUNTERED) {
    if (!request.counter_intervals().empty()) {
      *request.mutable_intervals() = request.counter_intervals();
    }
    if (request.has_counter_duration()) {
      *request.mutable_duration() = request.counter_duration();
    }
  }
  request.set_state(Request::ACCEPTED);
}

void Propose(const v1::CounterMeetingRequestRequest& counter,
             const v1::MatchmakingSettings& settings, absl::Time now, Request& request) {
  if (request.state() == Request::PENDING) {
    *request.mutable_counter_intervals() = counter.intervals();
    request.clear_counter_duration();
    if (counter.has_duration()) *request.mutable_counter_duration() = counter.duration();
    request.set_state(Request::COUNTERED);
  } else {
    // What the requester leaves as the other side proposed it, it takes over.
    Agree(request);
    if (!counter.intervals().empty()) *request.mutable_intervals() = counter.intervals();
    if (counter.has_duration()) *request.mutable_duration() = counter.duration();
    request.clear_counter_intervals();
    request.clear_counter_duration();
    request.set_state(Request::PENDING);
  }
  *request.mutable_expire_time() = counter.has_expire_time()
                                       ? counter.expire_time()
                                       : ToTimestamp(now + DefaultExpiry(settings));
}

bool SpeaksOfCategories(const v1::MatchmakingSettings& settings) {
  return std::any_of(settings.allowed_pairs().begin(), settings.allowed_pairs().end(),
                     [](const v1::MatchmakingSettings::AllowedPair& pair) {
                       return !pair.from().category().empty() || !pair.to().category().empty();
                     });
}

bool MayAsk(const v1::MatchmakingSettings& settings, const Party& from, const Party& to) {
  const auto& pairs = settings.allowed_pairs();
  return pairs.empty() || std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
           return Fits(pair.from(), from) && Fits(pair.to(), to);
         });
}

absl::Status CheckMayAsk(const v1::MatchmakingSettings& settings, const Party& from,
                         const Party& to) {
  if (MayAsk(settings, from, to)) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition,
                      v1::ERROR_REASON_MEETING_REQUEST_NOT_ALLOWED,
                      "by the rules of the event the one may not ask the other; ask the "
                      "secretariat, which may make a request of its own",
                      {{"from", KindsOf(from)}, {"to", KindsOf(to)}});
}

absl::Status PairBlocked() {
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_MEETING_PAIR_BLOCKED,
                      "the organisers keep these two apart; ask somebody else, or the secretariat");
}

absl::Status CheckLimit(const v1::MatchmakingSettings& settings, absl::string_view party,
                        int64_t open) {
  const int limit = MaxOpenRequests(settings);
  if (open < limit) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition,
                      v1::ERROR_REASON_MEETING_REQUEST_LIMIT_REACHED,
                      absl::StrCat(party, " has ", open,
                                   " requests open, as many as the event allows; take one "
                                   "back, or wait for answers"),
                      {{"party", std::string(party)}, {"limit", absl::StrCat(limit)}});
}

absl::Status SecretariatOnly(absl::string_view what, absl::string_view field) {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_SECRETARIAT_ONLY,
                      absl::StrCat(what, " is for the secretariat alone"),
                      {{"field", std::string(field)}});
}

}  // namespace plenary::matchmaking
