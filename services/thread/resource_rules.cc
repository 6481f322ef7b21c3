#include "services/thread/resource_rules.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/names.h"

namespace plenary::thread {
namespace {

using Edge = v1::ThreadEdge;
using Node = v1::ThreadNode;

// As much of a text as a table shows.
constexpr size_t kMostCharacters = 300;

// The forms of names, in the order of Type.
constexpr absl::string_view kPatterns[] = {
    "organizations/{organization}",
    "negotiations/{negotiation}",
    "events/{event}",
    "events/{event}/meetings/{meeting}",
    "trips/{trip}",
    "negotiations/{negotiation}/rounds/{round}",
    "negotiations/{negotiation}/topics/{topic}",
    "negotiations/{negotiation}/topics/{topic}/positions/{position}",
    "negotiations/{negotiation}/protocols/{protocol}",
    "negotiations/{negotiation}/protocols/{protocol}/items/{item}",
    "actionPlans/{action_plan}",
    "commitments/{commitment}",
    "actionItems/{action_item}",
    "results/{result}",
    "indicators/{indicator}/figures/{figure}"};

// --- What each says of its neighbours.

class Ties {
 public:
  // What comes before it, and after it; nothing where no name is given.
  void Before(absl::string_view name, EdgeKind kind) { Add(name, kind, true); }
  void After(absl::string_view name, EdgeKind kind) { Add(name, kind, false); }
  std::vector<Tie> Take() { return std::move(ties_); }

 private:
  void Add(absl::string_view name, EdgeKind kind, bool is_before) {
    if (!name.empty()) ties_.push_back({std::string(name), kind, is_before});
  }
  std::vector<Tie> ties_;
};

// The name up to its last two segments.
absl::string_view ParentOf(absl::string_view name) {
  name = name.substr(0, name.rfind('/'));
  return name.substr(0, name.rfind('/'));
}

void AddTies(const v1::Organization&, Ties&) {}
void AddTies(const v1::Event&, Ties&) {}
void AddTies(const v1::Figure&, Ties&) {}

void AddTies(const v1::Negotiation& negotiation, Ties& ties) {
  ties.Before(negotiation.counterpart(), Edge::HAS);
}

void AddTies(const v1::Meeting& meeting, Ties& ties) {
  ties.Before(base::EventOf(meeting.name()), Edge::HAS);
}

void AddTies(const v1::Trip& trip, Ties& ties) {
  ties.Before(base::EventOf(trip.delegation()), Edge::OCCASION);
  ties.Before(trip.negotiation(), Edge::HAS);
}

void AddTies(const v1::Round& round, Ties& ties) {
  ties.Before(base::NegotiationOf(round.name()), Edge::HAS);
  ties.Before(round.event(), Edge::OCCASION);
  ties.Before(round.meeting(), Edge::OCCASION);
  ties.Before(base::EventOf(round.meeting()), Edge::OCCASION);
  for (const std::string& topic : round.topics()) ties.After(topic, Edge::DISCUSSED);
}

void AddTies(const v1::Topic& topic, Ties& ties) {
  ties.Before(base::NegotiationOf(topic.name()), Edge::HAS);
}

void AddTies(const v1::Position& position, Ties& ties) {
  ties.Before(ParentOf(position.name()), Edge::ABOUT);
}

void AddTies(const v1::Protocol& protocol, Ties& ties) {
  // The round is one of the negotiation.
  if (protocol.round().empty()) {
    ties.Before(base::NegotiationOf(protocol.name()), Edge::HAS);
  }
  ties.Before(protocol.round(), Edge::OCCASION);
  ties.Before(protocol.amends(), Edge::SUPERSEDED);
  ties.After(protocol.superseded_by(), Edge::SUPERSEDED);
}

void AddTies(const v1::ProtocolItem& item, Ties& ties) {
  ties.Before(ParentOf(item.name()), Edge::HAS);
  ties.Before(item.topic(), Edge::ABOUT);
  ties.Before(item.amends_item(), Edge::SUPERSEDED);
  ties.After(item.amended_by(), Edge::SUPERSEDED);
}

void AddTies(const v1::ActionPlan& plan, Ties& ties) {
  ties.Before(plan.negotiation(), Edge::HAS);
  if (plan.negotiation().empty()) ties.Before(plan.counterpart(), Edge::HAS);
}

void AddTies(const v1::Commitment& commitment, Ties& ties) {
  const v1::Commitment::Source& source = commitment.source();
  ties.Before(source.protocol_item(), Edge::COMMITTED);
  ties.Before(source.trip(), Edge::COMMITTED);
  ties.Before(source.action_plan(), Edge::COMMITTED);
  // An item of a protocol lies in the negotiation.
  if (source.protocol_item().empty()) {
    ties.Before(commitment.negotiation(), Edge::HAS);
    if (commitment.negotiation().empty()) ties.Before(commitment.counterpart(), Edge::HAS);
  }
  ties.Before(commitment.supersedes(), Edge::SUPERSEDED);
  ties.After(commitment.superseded_by(), Edge::SUPERSEDED);
}

void AddTies(const v1::ActionItem& item, Ties& ties) {
  ties.Before(item.commitment(), Edge::CARRIED_OUT);
  ties.Before(item.action_plan(), Edge::HAS);
  ties.Before(item.parent_item(), Edge::HAS);
  ties.Before(item.supersedes(), Edge::SUPERSEDED);
  ties.After(item.superseded_by(), Edge::SUPERSEDED);
  ties.After(item.planned_event().event(), Edge::BECAME);
}

void AddTies(const v1::Result& result, Ties& ties) {
  for (const std::string& origin : result.origins()) ties.Before(origin, Edge::CAME_OF);
  if (result.origins().empty()) {
    for (const std::string& party : result.parties()) ties.Before(party, Edge::HAS);
  }
  for (const std::string& figure : result.figures()) ties.After(figure, Edge::ACCOMPANIES);
}

// --- How each is shown.

// The first characters of a text in UTF-8.
std::string Beginning(const std::string& text) {
  size_t end = 0;
  for (size_t count = 0; end < text.size(); ++end) {
    const bool begins_character = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins_character && count++ == kMostCharacters) return text.substr(0, end) + "…";
  }
  return text;
}

template <class Texts>
void SetBeginnings(const Texts& texts, Node& node) {
  for (const auto& each : texts) {
    v1::LocalizedText& title = *node.add_titles();
    title.set_language(each.language());
    title.set_text(Beginning(each.text()));
  }
}

int64_t SecondsOf(const google::protobuf::Timestamp& time) {
  return google::protobuf::util::TimeUtil::TimestampToSeconds(time);
}

std::string DayAt(int64_t seconds, const std::string& zone_name, absl::TimeZone zone) {
  absl::TimeZone own;
  if (!zone_name.empty() && absl::LoadTimeZone(zone_name, &own)) zone = own;
  return absl::FormatCivilTime(absl::ToCivilDay(absl::FromUnixSeconds(seconds), zone));
}

// The last month of a period.
int LastMonth(const v1::FigurePeriod& period) {
  switch (period.kind()) {
    case v1::FigurePeriod::QUARTER:
      return period.number() * 3;
    case v1::FigurePeriod::MONTH:
    case v1::FigurePeriod::CUMULATIVE:
      return period.number();
    default:
      return 12;
  }
}

std::string PeriodText(const v1::FigurePeriod& period) {
  switch (period.kind()) {
    case v1::FigurePeriod::QUARTER:
      return absl::StrCat(period.year(), "-Q", period.number());
    case v1::FigurePeriod::MONTH:
      return absl::StrFormat("%d-%02d", period.year(), period.number());
    case v1::FigurePeriod::CUMULATIVE:
      return absl::StrFormat("%d-01/%d-%02d", period.year(), period.year(), period.number());
    default:
      return absl::StrCat(period.year());
  }
}

void Show(const v1::Organization& organization, absl::TimeZone, Node& node) {
  *node.mutable_titles() = organization.display_names();
  node.set_kind(v1::Organization::Type_Name(organization.type()));
  node.set_country(organization.country_code());
}

void Show(const v1::Negotiation& negotiation, absl::TimeZone, Node& node) {
  *node.mutable_titles() = negotiation.display_names();
  node.set_state(v1::Negotiation::State_Name(negotiation.state()));
  node.set_responsible(negotiation.responsible());
}

void Show(const v1::Event& event, absl::TimeZone zone, Node& node) {
  *node.mutable_titles() = event.display_names();
  node.set_date(DayAt(SecondsOf(event.interval().start_time()), event.time_zone(), zone));
  node.set_state(v1::Event::State_Name(event.state()));
  node.set_kind(v1::Event::Kind_Name(event.kind()));
  node.set_country(event.country_code());
}

void Show(const v1::Meeting& meeting, absl::TimeZone zone, Node& node) {
  *node.mutable_titles() = meeting.titles();
  if (meeting.has_interval()) {
    node.set_date(DayAt(SecondsOf(meeting.interval().start_time()), meeting.time_zone(), zone));
  }
  node.set_state(v1::ActivityState_Name(meeting.state()));
}

void Show(const v1::Trip& trip, absl::TimeZone, Node& node) {
  SetBeginnings(trip.assignments(), node);
  node.set_date(trip.return_date());
  node.set_state(v1::Trip::State_Name(trip.state()));
  node.set_responsible(trip.responsible());
  node.set_due_date(trip.report_due_date());
}

void Show(const v1::Round& round, absl::TimeZone zone, Node& node) {
  *node.mutable_titles() = round.display_names();
  node.set_date(FirstDay(round, zone));
  if (round.number() > 0) node.set_number(absl::StrCat(round.number()));
}

void Show(const v1::Topic& topic, absl::TimeZone, Node& node) {
  *node.mutable_titles() = topic.titles();
  node.set_state(v1::Topic::State_Name(topic.state()));
  node.set_number(absl::StrCat(topic.order()));
  node.set_responsible(topic.owner());
}

void Show(const v1::Position& position, absl::TimeZone, Node& node) {
  SetBeginnings(position.texts(), node);
  node.set_kind(v1::Classification_Name(position.classification()));
  node.set_side(v1::Negotiation::Side_Name(position.side()));
}

void Show(const v1::Protocol& protocol, absl::TimeZone, Node& node) {
  *node.mutable_titles() = protocol.titles();
  node.set_date(protocol.date());
  node.set_state(v1::Protocol::State_Name(protocol.state()));
  node.set_kind(v1::Protocol::Type_Name(protocol.type()));
}

void Show(const v1::ProtocolItem& item, absl::TimeZone, Node& node) {
  SetBeginnings(item.texts(), node);
  node.set_kind(v1::ProtocolItem::Kind_Name(item.kind()));
  node.set_number(item.number());
  if (!item.has_commitment()) return;
  node.set_side(v1::ProtocolItem::Side_Name(item.commitment().side()));
  node.set_due_date(item.commitment().due_date());
}

void Show(const v1::ActionPlan& plan, absl::TimeZone, Node& node) {
  *node.mutable_titles() = plan.titles();
  node.set_date(plan.start_date());
  node.set_state(v1::ActionPlan::State_Name(plan.state()));
  node.set_kind(v1::ActionPlan::Kind_Name(plan.kind()));
  node.set_number(absl::StrCat(plan.edition()));
  node.set_due_date(plan.end_date());
}

absl::string_view KindOf(const v1::Commitment::Source& source) {
  switch (source.source_case()) {
    case v1::Commitment::Source::kProtocolItem:
      return "PROTOCOL_ITEM";
    case v1::Commitment::Source::kTrip:
      return "TRIP";
    case v1::Commitment::Source::kActionPlan:
      return "ACTION_PLAN";
    case v1::Commitment::Source::kInstruction:
      return "INSTRUCTION";
    default:
      return "";
  }
}

void Show(const v1::Commitment& commitment, absl::TimeZone, Node& node) {
  SetBeginnings(commitment.texts(), node);
  node.set_date(commitment.source_date());
  node.set_state(v1::Commitment::State_Name(commitment.state()));
  node.set_kind(std::string(KindOf(commitment.source())));
  node.set_side(v1::Commitment::Side_Name(commitment.side()));
  node.set_due_date(commitment.due_date());
}

void Show(const v1::ActionItem& item, absl::TimeZone, Node& node) {
  *node.mutable_titles() = item.titles();
  node.set_date(item.due_date());
  node.set_state(v1::ActionItem::State_Name(item.state()));
  if (item.has_removal()) node.set_kind(v1::ActionItem::Reason_Name(item.removal().reason()));
  const v1::ActionItem::Executor& lead = item.lead();
  node.set_responsible(lead.person().empty() ? lead.organization() : lead.person());
  node.set_due_date(item.effective_due_date());
  node.set_is_overdue(item.is_overdue());
}

void Show(const v1::Result& result, absl::TimeZone, Node& node) {
  *node.mutable_titles() = result.titles();
  node.set_date(result.date());
  node.set_kind(v1::Result::Kind_Name(result.kind()));
  node.set_value(result.amount());
  node.set_unit(result.currency());
  node.set_country(result.country());
}

void Show(const v1::Figure& figure, absl::TimeZone, Node& node) {
  const v1::FigurePeriod& period = figure.period();
  const absl::CivilMonth after(period.year(), LastMonth(period) + 1);
  node.set_date(absl::FormatCivilTime(absl::CivilDay(after) - 1));
  node.set_state(v1::Figure::Status_Name(figure.status()));
  node.set_kind(v1::Figure::Kind_Name(figure.kind()));
  node.set_number(PeriodText(period));
  node.set_responsible(figure.organization());
  node.set_value(figure.value());
  node.set_unit(figure.unit());
  node.set_country(figure.country());
}

}  // namespace

const std::string& NameOf(const Resource& resource) {
  return absl::visit([](const auto& each) -> const std::string& { return each.name(); }, resource);
}

Type TypeOfName(absl::string_view name) {
  for (size_t i = 0; i < std::size(kPatterns); ++i) {
    if (base::HasForm(name, kPatterns[i])) return static_cast<Type>(i + 1);
  }
  return Node::TYPE_UNSPECIFIED;
}

bool IsDeleted(const Resource& resource) {
  return absl::visit(
      [](const auto& each) {
        // Figures are never deleted.
        if constexpr (requires { each.has_delete_time(); }) {
          return each.has_delete_time();
        } else {
          return false;
        }
      },
      resource);
}

absl::string_view NegotiationOf(const Resource& resource) {
  if (const auto* trip = absl::get_if<v1::Trip>(&resource)) return trip->negotiation();
  if (const auto* plan = absl::get_if<v1::ActionPlan>(&resource)) return plan->negotiation();
  if (const auto* item = absl::get_if<v1::ActionItem>(&resource)) return item->negotiation();
  if (const auto* commitment = absl::get_if<v1::Commitment>(&resource)) {
    return commitment->negotiation();
  }
  return base::NegotiationOf(NameOf(resource));
}

std::vector<Tie> TiesOf(const Resource& resource) {
  Ties ties;
  absl::visit([&](const auto& each) { AddTies(each, ties); }, resource);
  return ties.Take();
}

Node Shown(const Resource& resource, absl::TimeZone zone) {
  Node node;
  node.set_name(NameOf(resource));
  node.set_type(TypeOf(resource));
  absl::visit([&](const auto& each) { Show(each, zone, node); }, resource);
  return node;
}

std::string FirstDay(const v1::Round& round, absl::TimeZone zone) {
  const google::type::Interval& interval = round.interval();
  if (interval.has_start_time())
    return DayAt(SecondsOf(interval.start_time()), round.time_zone(), zone);
  return interval.has_end_time() ? LastDay(round, zone) : "";
}

std::string LastDay(const v1::Round& round, absl::TimeZone zone) {
  const google::type::Interval& interval = round.interval();
  // What ends at midnight is over on the day before.
  if (interval.has_end_time()) {
    return DayAt(SecondsOf(interval.end_time()) - 1, round.time_zone(), zone);
  }
  return interval.has_start_time() ? FirstDay(round, zone) : "";
}

}  // namespace plenary::thread
