#include "services/trips/rules.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/util/message_differencer.h"

namespace plenary::trips {
namespace {

using google::protobuf::util::MessageDifferencer;
using State = v1::Trip::State;
using Trip = v1::Trip;

// Those that control knows.
constexpr absl::CivilDay kFirstDay(1900, 1, 1);
constexpr absl::CivilDay kLastDay(9998, 12, 31);

void CheckDay(absl::string_view date, const std::string& field, base::FieldErrors& errors) {
  if (date.empty() || IsDay(date)) return;
  errors.Add(field, "must be a day as in 2023-08-24 (ISO 8601)");
}

void CheckTexts(const google::protobuf::RepeatedPtrField<Trip::Text>& texts,
                const std::string& field, base::FieldErrors& errors) {
  std::set<std::string> seen;
  for (int i = 0; i < texts.size(); ++i) {
    if (seen.insert(absl::AsciiStrToLower(texts[i].language())).second) continue;
    errors.Add(absl::StrCat(field, "[", i, "]"),
               "there is another text in this language; keep one");
  }
}

absl::Status WrongState(const Trip& trip, absl::string_view allowed) {
  const std::string& state = Trip::State_Name(trip.state());
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
      absl::StrCat(trip.name(), " is ", state, "; that is for ", allowed),
      {{"resource", trip.name()}, {"state", state}, {"allowed", std::string(allowed)}});
}

// The states from which a verb leads somewhere.
std::string AllowedFor(Verb verb) {
  std::vector<std::string> allowed;
  for (int number = 0; number < Trip::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<State>(number);
    if (StepFrom(state, verb).has_value()) allowed.push_back(Trip::State_Name(state));
  }
  return absl::StrJoin(allowed, ",");
}

// Whether two trips are to do the same.
bool AreOneAssignment(const Trip& some, const Trip& other) {
  Trip before;
  *before.mutable_assignments() = some.assignments();
  Trip after;
  *after.mutable_assignments() = other.assignments();
  return MessageDifferencer::Equals(before, after);
}

}  // namespace

bool IsDay(absl::string_view date) {
  absl::CivilDay day;
  return date.size() == 10 && absl::ParseCivilTime(date, &day) &&
         absl::FormatCivilTime(day) == date && day >= kFirstDay && day <= kLastDay;
}

std::string DaysAfter(absl::string_view day, int days) {
  absl::CivilDay from;
  absl::ParseCivilTime(day, &from);
  return absl::FormatCivilTime(std::min(from + days, kLastDay));
}

void CheckTrip(const Trip& trip, absl::string_view field, base::FieldErrors& errors) {
  const std::string at(field);
  CheckTexts(trip.assignments(), at + ".assignments", errors);
  CheckDay(trip.order().date(), at + ".order.date", errors);
  CheckDay(trip.return_date(), at + ".return_date", errors);
  CheckDay(trip.report_due_date(), at + ".report_due_date", errors);
  if (IsDay(trip.report_due_date()) && trip.report_due_date() < trip.return_date()) {
    errors.Add(at + ".report_due_date", "must not lie before the return");
  }
}

void CheckReport(const Trip::Report& report, absl::string_view field, base::FieldErrors& errors) {
  const std::string path(field);
  CheckTexts(report.texts(), path + ".texts", errors);
  CheckDay(report.document().date(), path + ".document.date", errors);
  for (int i = 0; i < report.agreed_points_size(); ++i) {
    const Trip::AgreedPoint& point = report.agreed_points(i);
    const std::string at = absl::StrCat(path, ".agreed_points[", i, "]");
    CheckTexts(point.texts(), at + ".texts", errors);
    CheckDay(point.due_date(), at + ".due_date", errors);
    if (point.is_continuous() && !point.due_date().empty()) {
      errors.Add(at + ".due_date", "must be empty of what goes on without an end");
    }
  }
}

absl::optional<State> StepFrom(State state, Verb verb) {
  const auto step = [&](State from, State to) {
    return state == from ? absl::make_optional(to) : absl::nullopt;
  };
  switch (verb) {
    case Verb::kApprove:
      return step(Trip::PLANNED, Trip::APPROVED);
    case Verb::kReport:
      return step(Trip::APPROVED, Trip::REPORTED);
    case Verb::kReturn:
      return step(Trip::REPORTED, Trip::APPROVED);
    case Verb::kAccept:
      return step(Trip::REPORTED, Trip::CLOSED);
  }
  return absl::nullopt;
}

absl::StatusOr<State> CheckVerb(const Trip& trip, Verb verb) {
  const absl::optional<State> to = StepFrom(trip.state(), verb);
  if (!to.has_value()) return WrongState(trip, AllowedFor(verb));
  return *to;
}

absl::Status CheckMayUpdate(const Trip& before, const Trip& after) {
  if (before.state() == Trip::PLANNED) return absl::OkStatus();
  if (before.state() != Trip::APPROVED) return WrongState(before, "PLANNED,APPROVED");
  return AreOneAssignment(before, after) ? absl::OkStatus() : WrongState(before, "PLANNED");
}

absl::Status CheckMayDelete(const Trip& trip) {
  if (trip.state() == Trip::PLANNED || trip.state() == Trip::APPROVED) return absl::OkStatus();
  return WrongState(trip, "PLANNED,APPROVED");
}

absl::Status CheckMayReport(const Reporter& reporter, absl::string_view trip) {
  if (reporter.keeps_trips || reporter.is_responsible) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_ROLE_REQUIRED,
                      absl::StrCat("that is for who is responsible for ", trip,
                                   ", or an EVENT_MANAGER, NEGOTIATOR or ADMINISTRATOR"),
                      {{"resource", std::string(trip)}});
}

absl::Status CheckDueDates(const Trip::Report& report, absl::string_view return_date) {
  for (const Trip::AgreedPoint& point : report.agreed_points()) {
    const std::string& due = point.due_date();
    if (due.empty() || due >= return_date) continue;
    return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_DUE_BEFORE_SOURCE,
                        absl::StrCat("a point is due on ", due, ", before the return on ",
                                     return_date, "; correct one of the two"),
                        {{"dueDate", due}, {"sourceDate", std::string(return_date)}});
  }
  return absl::OkStatus();
}

bool IsReportOverdue(const Trip& trip, absl::string_view last_overdue) {
  return trip.state() == Trip::APPROVED && !trip.has_delete_time() &&
         trip.report_due_date() <= last_overdue;
}

}  // namespace plenary::trips
