#include "services/thread/gap_rules.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "google/protobuf/util/time_util.h"
#include "services/control/day_rules.h"

namespace plenary::thread {
namespace {

using Gap = v1::ThreadGap;
using Node = v1::ThreadNode;
using Protocol = v1::Protocol;

std::string DayIn(const google::protobuf::Timestamp& time, absl::TimeZone zone) {
  const int64_t seconds = google::protobuf::util::TimeUtil::TimestampToSeconds(time);
  return control::Written(absl::ToCivilDay(absl::FromUnixSeconds(seconds), zone));
}

bool IsConcluded(Protocol::State state) {
  return state == Protocol::APPROVED || state == Protocol::SIGNED || state == Protocol::IN_FORCE ||
         state == Protocol::TERMINATED;
}

// The day of the last signature.
std::string SignedOn(const Protocol& protocol) {
  std::string last = protocol.date();
  for (const Protocol::Signatory& each : protocol.signatories()) {
    last = std::max(last, each.signature().date());
  }
  return last;
}

class GapFinder {
 public:
  GapFinder(const Graph& graph, const Neighbours& neighbours, const Day& day)
      : graph_(graph), neighbours_(neighbours), day_(day) {}

  std::vector<Gap> GapsAt(const Node& node) {
    gaps_.clear();
    found_ = &graph_.found.at(node.name());
    name_ = node.name();
    absl::visit([this](const auto& each) { Look(each); }, found_->resource);
    return std::move(gaps_);
  }

 private:
  // Counted from the day `start`, it is a gap `term` days later, and none before.
  void Add(Gap::Kind kind, const std::string& start, int term = 0) {
    Gap gap;
    gap.set_kind(kind);
    gap.set_node(name_);
    gap.set_start_date(start);
    if (const absl::optional<absl::CivilDay> first = control::DayOf(start); first.has_value()) {
      const absl::CivilDay since = *first + term;
      if (since > day_.today) return;
      gap.set_since_date(control::Written(since));
      gap.set_days(static_cast<int>(day_.today - since) + 1);
    }
    gaps_.push_back(std::move(gap));
  }
  // What was due on a day is late after the working day that stands for it.
  void AddLate(Gap::Kind kind, const std::string& due_date) {
    const absl::optional<absl::CivilDay> due = control::DayOf(due_date);
    Add(kind, due_date, due ? static_cast<int>(day_.calendar.Effective(*due) - *due) + 1 : 0);
  }
  bool LeadsTo(Type type) const { return neighbours_.LeadsTo(name_, type); }
  // Whether a day is over.
  bool IsOver(const std::string& written) const {
    return !written.empty() && written < control::Written(day_.today);
  }
  std::string LastRoundOver() const;

  void Look(const v1::Organization&) {}
  void Look(const v1::Negotiation&) {}
  void Look(const v1::Event&) {}
  void Look(const v1::Meeting&) {}
  void Look(const v1::Position&) {}
  void Look(const v1::ActionPlan&) {}
  void Look(const v1::Figure&) {}
  void Look(const v1::Trip& trip);
  void Look(const v1::Round& round);
  void Look(const v1::Topic& topic);
  void Look(const v1::Protocol& protocol);
  void Look(const v1::ProtocolItem& item);
  void Look(const v1::Commitment& commitment);
  void Look(const v1::ActionItem& item);
  void Look(const v1::Result& result);

  const Graph& graph_;
  const Neighbours& neighbours_;
  const Day& day_;
  const Found* found_ = nullptr;
  std::string name_;
  std::vector<Gap> gaps_;
};

void GapFinder::Look(const v1::Trip& trip) {
  if (IsOverdue(trip, day_)) AddLate(Gap::TRIP_WITHOUT_REPORT, trip.report_due_date());
}

void GapFinder::Look(const v1::Round& round) {
  const std::string last_day = LastDay(round, day_.zone);
  if (last_day.empty()) return;
  for (const std::string& name : neighbours_.After(name_, Node::PROTOCOL)) {
    if (IsConcluded(graph_.Get<Protocol>(name)->state())) return;
  }
  Add(Gap::ROUND_WITHOUT_SIGNED_PROTOCOL, last_day, day_.signed_after_days + 1);
}

// The last day of the last round that was about the topic and is over; empty where none is.
std::string GapFinder::LastRoundOver() const {
  std::string last;
  for (const std::string& name : neighbours_.Before(name_, Node::ROUND)) {
    const std::string end = LastDay(*graph_.Get<v1::Round>(name), day_.zone);
    if (IsOver(end)) last = std::max(last, end);
  }
  return last;
}

void GapFinder::Look(const v1::Topic& topic) {
  if (topic.state() == v1::Topic::DROPPED) return;
  if (!LeadsTo(Node::POSITION)) {
    Add(Gap::TOPIC_WITHOUT_POSITION, DayIn(topic.create_time(), day_.zone));
  }
  const std::string discussed = LastRoundOver();
  if (!discussed.empty() && !LeadsTo(Node::PROTOCOL_ITEM)) {
    Add(Gap::TOPIC_WITHOUT_PROTOCOL_ITEM, discussed, 1);
  }
}

void GapFinder::Look(const v1::Protocol& protocol) {
  const bool binds =
      protocol.type() == Protocol::MEMORANDUM || protocol.type() == Protocol::AGREEMENT;
  const bool stands =
      protocol.state() == Protocol::SIGNED || protocol.state() == Protocol::IN_FORCE;
  // Only who sees all that came of it can say that there was no result.
  if (!binds || !stands || !day_.sees_results || graph_.is_truncated) return;
  const std::string signed_on = SignedOn(protocol);
  const absl::optional<absl::CivilDay> day = control::DayOf(signed_on);
  if (!day || neighbours_.ReachesFrom(name_, Node::RESULT)) return;
  const absl::CivilDay year_after(day->year() + 1, day->month(), day->day());
  Add(Gap::MEMORANDUM_WITHOUT_RESULT, signed_on, static_cast<int>(year_after - *day));
}

void GapFinder::Look(const v1::ProtocolItem& item) {
  const bool stands = item.kind() == v1::ProtocolItem::COMMITMENT && item.amended_by().empty();
  if (!stands || LeadsTo(Node::COMMITMENT)) return;
  std::string start;
  for (const std::string& name : neighbours_.Before(name_, Node::PROTOCOL)) {
    start = graph_.Get<Protocol>(name)->date();
    for (const std::string& round : neighbours_.Before(name, Node::ROUND)) {
      if (start.empty()) start = FirstDay(*graph_.Get<v1::Round>(round), day_.zone);
    }
  }
  Add(Gap::PROTOCOL_ITEM_WITHOUT_COMMITMENT, start);
}

void GapFinder::Look(const v1::Commitment& commitment) {
  const bool is_open = commitment.state() == v1::Commitment::OPEN ||
                       commitment.state() == v1::Commitment::IN_PROGRESS;
  const bool is_carried_out = commitment.side() != v1::Commitment::THEIRS;
  if (is_open && is_carried_out && !LeadsTo(Node::ACTION_ITEM)) {
    Add(Gap::COMMITMENT_WITHOUT_ACTION_ITEM, commitment.source_date());
  }
  if (IsOverdue(commitment, day_)) AddLate(Gap::COMMITMENT_OVERDUE, commitment.due_date());
  if (commitment.is_silent()) {
    const std::string& heard = commitment.last_heard_date();
    Add(Gap::COMMITMENT_SILENT, heard.empty() ? commitment.source_date() : heard,
        day_.silent_after_days);
  }
}

void GapFinder::Look(const v1::ActionItem& item) {
  const bool lacks_evidence = NeedsEvidence(item) && !found_->shows_evidence;
  if (item.is_overdue()) {
    AddLate(Gap::ACTION_ITEM_OVERDUE, item.due_date());
    if (lacks_evidence) AddLate(Gap::ACTION_ITEM_WITHOUT_EVIDENCE, item.due_date());
    const bool is_planned = item.has_planned_event() && item.planned_event().event().empty();
    if (is_planned) AddLate(Gap::PLANNED_EVENT_NOT_HELD, item.due_date());
  } else if (lacks_evidence) {
    Add(Gap::ACTION_ITEM_WITHOUT_EVIDENCE,
        item.has_removal() ? DayIn(item.removal().time(), day_.zone) : item.due_date());
  }
}

void GapFinder::Look(const v1::Result& result) {
  if (result.figures().empty()) Add(Gap::RESULT_WITHOUT_FIGURE, result.date());
  if (result.origins().empty()) Add(Gap::RESULT_WITHOUT_ORIGIN, result.date());
}

}  // namespace

bool IsOverdue(const v1::Commitment& commitment, const Day& day) {
  const bool is_open = commitment.state() == v1::Commitment::OPEN ||
                       commitment.state() == v1::Commitment::IN_PROGRESS;
  return is_open && !commitment.due_date().empty() &&
         commitment.due_date() <= control::Written(day.last_overdue);
}

bool IsOverdue(const v1::Trip& trip, const Day& day) {
  return trip.state() == v1::Trip::APPROVED && !trip.report_due_date().empty() &&
         trip.report_due_date() <= control::Written(day.last_overdue);
}

bool NeedsEvidence(const v1::ActionItem& item) {
  const v1::ActionItem::Reason reason = item.removal().reason();
  const bool was_done = reason == v1::ActionItem::FULFILLED || reason == v1::ActionItem::PARTLY;
  return item.is_overdue() || item.state() == v1::ActionItem::REPORTED || was_done;
}

std::vector<Gap> GapsOf(const Graph& graph, const std::vector<Node>& nodes,
                        const Neighbours& neighbours, const Day& day) {
  std::vector<Gap> gaps;
  GapFinder finder(graph, neighbours, day);
  for (const Node& node : nodes) {
    if (!graph.found.at(node.name()).was_followed) continue;
    std::vector<Gap> some = finder.GapsAt(node);
    std::move(some.begin(), some.end(), std::back_inserter(gaps));
  }
  return gaps;
}

}  // namespace plenary::thread
