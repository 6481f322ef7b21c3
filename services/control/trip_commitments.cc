#include "services/control/trip_commitments.h"

#include <string>
#include <utility>
#include <vector>

#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/circumstances.h"
#include "services/control/commitment_rules.h"
#include "services/control/commitment_table.h"
#include "services/control/day_rules.h"
#include "services/control/keeping.h"
#include "services/negotiations/table.h"

namespace plenary::control {
namespace {

using storage::Change;
using storage::Tx;
using Commitment = v1::Commitment;
using Trip = v1::Trip;

// Where the settings say nothing.
constexpr int kReportDays = 10;

Commitment::Side SideOf(Trip::Side side) {
  switch (side) {
    case Trip::OURS:
      return Commitment::OURS;
    case Trip::THEIRS:
      return Commitment::THEIRS;
    case Trip::JOINT:
      return Commitment::JOINT;
    default:
      return Commitment::SIDE_UNSPECIFIED;
  }
}

// What was agreed, as a commitment.
Commitment CommitmentOf(const Trip& trip, const Trip::AgreedPoint& point) {
  Commitment made;
  made.set_side(SideOf(point.side()));
  made.mutable_source()->set_trip(trip.name());
  made.set_source_date(trip.return_date());
  made.set_negotiation(trip.negotiation());
  for (const Trip::Text& text : point.texts()) {
    v1::ControlText& copy = *made.add_texts();
    copy.set_language(text.language());
    copy.set_text(text.text());
  }
  if (!point.due_date().empty()) {
    made.mutable_due()->set_date(point.due_date());
  } else if (point.is_continuous()) {
    made.mutable_due()->mutable_continuous();
  }
  return made;
}

// With whom a trip was; empty where neither it nor its negotiation says so.
absl::StatusOr<std::string> CounterpartOf(Tx& tx, const Trip& trip) {
  if (trip.negotiation().empty()) return std::string();
  PLENARY_ASSIGN_OR_RETURN(const auto dossier,
                           negotiations::FindNegotiation(tx, trip.negotiation()));
  return dossier.has_value() ? dossier->counterpart() : std::string();
}

}  // namespace

absl::StatusOr<trips::Calendar> TripCommitments::CalendarAt(Tx& tx, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(tx, now));
  const int days = circumstances.settings.trip_report_days();
  return trips::Calendar{Written(circumstances.last_overdue), days == 0 ? kReportDays : days};
}

absl::StatusOr<std::vector<std::string>> TripCommitments::ReportAccepted(Change& change,
                                                                         const Trip& trip) {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  PLENARY_ASSIGN_OR_RETURN(const std::string counterpart, CounterpartOf(change.tx(), trip));
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(trip.report().agreed_points_size()));
  for (const Trip::AgreedPoint& point : trip.report().agreed_points()) {
    Commitment made = CommitmentOf(trip, point);
    made.set_counterpart(point.counterpart().empty() ? counterpart : point.counterpart());
    FillIn(circumstances.today, made);
    PLENARY_RETURN_IF_ERROR(CheckNotBeforeSource(made.due_date(), made.source_date()));
    names.push_back(base::MakeName(kCommitmentPattern, {change.NewId()}));
    PLENARY_RETURN_IF_ERROR(KeepNew(change, circumstances, names.back(), std::move(made)).status());
  }
  return names;
}

}  // namespace plenary::control
