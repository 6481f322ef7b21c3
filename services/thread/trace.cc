#include "services/thread/trace.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/base/reach_condition.h"
#include "services/control/placement_table.h"
#include "services/indicators/table.h"
#include "services/storage/resource.h"

namespace plenary::thread {
namespace {

using storage::Tx;
using Edge = v1::ThreadEdge;
using Node = v1::ThreadNode;
using Names = std::vector<std::string>;

// As many nodes as are followed in one round trip: what doesn't fit any more was read in vain.
constexpr size_t kAtOnce = 16;
// A node takes a handful of statements, and there are 2,000 of them at most.
constexpr int64_t kMostStatements = 60000;

bool SeesEvent(const base::Access& access, absl::string_view event) {
  const auto& grants = access.grants();
  return access.SeesEvent(event) ||
         std::any_of(grants.begin(), grants.end(),
                     [&](const base::Grant& grant) { return base::EventOf(grant.on) == event; });
}

// Whether a caller sees something, but for the clearance that a position needs.
bool Sees(const base::Access* access, const Resource& resource) {
  if (base::SeesAll(access)) return true;
  switch (TypeOf(resource)) {
    case Node::ORGANIZATION:
      return access->SeesDirectory();
    case Node::EVENT:
      return SeesEvent(*access, NameOf(resource));
    case Node::MEETING:
      return access->SeesEvent(base::EventOf(NameOf(resource)));
    case Node::RESULT:
    case Node::FIGURE:
      return false;
    default: {
      const absl::string_view negotiation = NegotiationOf(resource);
      return !negotiation.empty() && access->HoldsOn(base::RoleSet::Any(), negotiation);
    }
  }
}

// Whether the caller has to do with an item.
absl::StatusOr<bool> HasPartIn(Tx& tx, const base::Access* access, const Resource& resource) {
  if (TypeOf(resource) != Node::ACTION_ITEM || access->person().empty()) return false;
  Names people;
  PLENARY_RETURN_IF_ERROR(tx.Run(control::SelectPeopleOfItem(NameOf(resource), people)));
  return std::find(people.begin(), people.end(), access->person()) != people.end();
}

// Where a trace starts.
absl::StatusOr<Resource> FindRoot(Tx& tx, const base::Access* access, const std::string& name) {
  PLENARY_ASSIGN_OR_RETURN(absl::optional<Resource> found, FindResource(tx, name));
  if (!found) return base::NotFound(name);
  const auto* position = absl::get_if<v1::Position>(&*found);
  if (position != nullptr && !base::IsClearedFor(access, position->classification())) {
    return base::NotFound(name);
  }
  if (!Sees(access, *found)) {
    PLENARY_ASSIGN_OR_RETURN(const bool has_part, HasPartIn(tx, access, *found));
    if (!has_part) return base::NotFound(name);
  }
  if (IsDeleted(*found)) return base::Deleted(name);
  return *std::move(found);
}

class Walk {
 public:
  Walk(Tx& tx, const base::Access* access, const Reader& reader, int64_t limit)
      : tx_(tx), access_(access), reader_(reader), limit_(limit) {}

  absl::StatusOr<Graph> From(Resource root) {
    graph_.root = NameOf(root);
    graph_.found[graph_.root] = {std::move(root)};
    PLENARY_RETURN_IF_ERROR(GoBack({graph_.root}));
    PLENARY_RETURN_IF_ERROR(GoOn({graph_.root}));
    return std::move(graph_);
  }

 private:
  // Adds what is seen and new, and its name to `names`. Whether all of it found room.
  bool Add(std::vector<Resource> found, int depth, Names& names);
  // Adds what names of ties name that are not there yet.
  absl::StatusOr<bool> AddNamed(const Names& wanted, int depth, Names& names);
  // Adds what is shown beside: the occasion and the counterpart of a round, the protocol and the
  // topic of an item.
  absl::StatusOr<bool> AddBeside(Names names, int depth);

  absl::Status GoBack(Names layer);
  absl::Status GoOn(Names layer);
  // What leads to, or comes of, a few nodes of one depth. Whether all of it found room.
  absl::StatusOr<bool> Step(const Names& names, bool onward, int depth, Names& next);

  Tx& tx_;
  const base::Access* const access_;
  const Reader& reader_;
  const int64_t limit_;
  Graph graph_;
};

bool Walk::Add(std::vector<Resource> found, int depth, Names& names) {
  for (Resource& resource : found) {
    const std::string name = NameOf(resource);
    if (graph_.found.count(name) > 0 || !Sees(access_, resource)) continue;
    if (static_cast<int64_t>(graph_.found.size()) >= limit_) {
      graph_.is_truncated = true;
      return false;
    }
    graph_.found[name] = {std::move(resource), depth};
    names.push_back(name);
  }
  return true;
}

absl::StatusOr<bool> Walk::AddNamed(const Names& wanted, int depth, Names& names) {
  Names missing;
  for (const std::string& name : wanted) {
    if (graph_.found.count(name) == 0) missing.push_back(name);
  }
  if (missing.empty()) return true;
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> found, FindResources(tx_, missing));
  return Add(std::move(found), depth, names);
}

// What is shown beside something for itself.
bool IsBeside(Type type, const Tie& tie) {
  if (!tie.is_before || tie.kind == Edge::SUPERSEDED) return false;
  return type == Node::NEGOTIATION || type == Node::ROUND || type == Node::PROTOCOL ||
         type == Node::PROTOCOL_ITEM;
}

absl::StatusOr<bool> Walk::AddBeside(Names names, int depth) {
  bool had_room = true;
  while (!names.empty()) {
    Names wanted;
    Names items;
    for (const std::string& name : names) {
      const Resource& resource = graph_.found.at(name).resource;
      const Type type = TypeOf(resource);
      if (type == Node::PROTOCOL_ITEM) items.push_back(name);
      for (Tie& tie : TiesOf(resource)) {
        if (IsBeside(type, tie)) wanted.push_back(std::move(tie.name));
      }
    }
    Names next;
    PLENARY_ASSIGN_OR_RETURN(bool found_room, AddNamed(wanted, depth, next));
    had_room = had_room && found_room;
    // The positions on its topic.
    PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> positions,
                             FindNaming(tx_, items, false, reader_, limit_ + 1));
    found_room = Add(std::move(positions), depth, next);
    had_room = had_room && found_room;
    names = std::move(next);
  }
  return had_room;
}

absl::StatusOr<bool> Walk::Step(const Names& names, bool onward, int depth, Names& next) {
  Names wanted;
  for (const std::string& name : names) {
    for (Tie& tie : TiesOf(graph_.found.at(name).resource)) {
      if (tie.is_before == onward) continue;
      wanted.push_back(std::move(tie.name));
    }
  }
  PLENARY_ASSIGN_OR_RETURN(std::vector<Resource> found,
                           FindNaming(tx_, names, onward, reader_, limit_ + 1));
  bool had_room = Add(std::move(found), depth, next);
  PLENARY_ASSIGN_OR_RETURN(const bool named_had_room, AddNamed(wanted, depth, next));
  return had_room && named_had_room;
}

absl::Status Walk::GoBack(Names layer) {
  for (int depth = -1; !layer.empty() && !graph_.is_truncated; --depth) {
    Names next;
    PLENARY_RETURN_IF_ERROR(Step(layer, false, depth, next).status());
    layer = std::move(next);
  }
  return absl::OkStatus();
}

absl::Status Walk::GoOn(Names layer) {
  for (int depth = 1; !layer.empty(); ++depth) {
    Names next;
    for (size_t first = 0; first < layer.size(); first += kAtOnce) {
      const size_t last = std::min(layer.size(), first + kAtOnce);
      const Names some(layer.begin() + static_cast<std::ptrdiff_t>(first),
                       layer.begin() + static_cast<std::ptrdiff_t>(last));
      Names found;
      PLENARY_ASSIGN_OR_RETURN(const bool had_room, Step(some, true, depth, found));
      if (!had_room) return absl::OkStatus();
      for (const std::string& name : some) graph_.found.at(name).was_followed = true;
      PLENARY_RETURN_IF_ERROR(AddBeside(found, depth).status());
      for (std::string& name : found) {
        // What a planned visit became is another thread.
        if (TypeOfName(name) != Node::EVENT) next.push_back(std::move(name));
      }
    }
    layer = std::move(next);
  }
  return absl::OkStatus();
}

// Fills in what the day tells of what was found.
void Tell(const control::Circumstances& circumstances, const Day& day, Graph& graph) {
  for (auto& [name, found] : graph.found) {
    if (auto* item = absl::get_if<v1::ActionItem>(&found.resource)) {
      control::Tell(circumstances, *item);
    } else if (auto* commitment = absl::get_if<v1::Commitment>(&found.resource)) {
      control::Tell(circumstances, *commitment);
      found.is_overdue = IsOverdue(*commitment, day);
    } else if (const auto* trip = absl::get_if<v1::Trip>(&found.resource)) {
      found.is_overdue = IsOverdue(*trip, day);
    }
  }
}

absl::Status LookForEvidence(Tx& tx, Graph& graph) {
  Names items;
  for (const auto& [name, found] : graph.found) {
    const auto* item = absl::get_if<v1::ActionItem>(&found.resource);
    if (item != nullptr && found.was_followed && NeedsEvidence(*item)) items.push_back(name);
  }
  PLENARY_ASSIGN_OR_RETURN(const std::vector<bool> show, ShowEvidence(tx, items));
  for (size_t i = 0; i < items.size(); ++i) graph.found.at(items[i]).shows_evidence = show[i];
  return absl::OkStatus();
}

// Figures are called as their indicators are.
absl::Status AddTitlesOfFigures(Tx& tx, std::vector<Node>& nodes) {
  const auto indicator_of = [](const Node& node) {
    return node.name().substr(0, node.name().find("/figures/"));
  };
  std::set<std::string> wanted;
  for (const Node& node : nodes) {
    if (node.type() == Node::FIGURE) wanted.insert(indicator_of(node));
  }
  const Names names(wanted.begin(), wanted.end());
  PLENARY_ASSIGN_OR_RETURN(const auto indicators, indicators::FindIndicators(tx, names));
  for (Node& node : nodes) {
    if (node.type() != Node::FIGURE) continue;
    const auto at = std::lower_bound(names.begin(), names.end(), indicator_of(node));
    const auto& indicator = indicators[static_cast<size_t>(at - names.begin())];
    if (indicator) *node.mutable_titles() = indicator->display_names();
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Reader> ReaderFor(const base::Access* access) {
  Reader reader;
  reader.sees_all = base::SeesAll(access);
  reader.clearance = access == nullptr ? v1::SECRET : access->clearance();
  if (reader.sees_all) return reader;
  std::set<std::string> negotiations;
  for (const base::Grant& grant : access->grants()) {
    const absl::string_view negotiation = base::NegotiationOf(grant.on);
    if (!negotiation.empty()) negotiations.emplace(negotiation);
  }
  if (negotiations.size() > base::kMostPlaces) {
    return base::Refuse(absl::StatusCode::kResourceExhausted,
                        v1::ERROR_REASON_TRANSACTION_TOO_LARGE,
                        "you hold roles on too many negotiations to follow a thread through them "
                        "all; ask for a role on the installation");
  }
  reader.negotiations.assign(negotiations.begin(), negotiations.end());
  return reader;
}

Day DayOf(const control::Circumstances& circumstances, const Reader& reader,
          int signed_after_days) {
  Day day;
  day.today = circumstances.today;
  day.calendar = circumstances.calendar;
  day.last_overdue = circumstances.last_overdue;
  day.silent_after_days = control::SilentAfterDays(circumstances.settings);
  day.signed_after_days = signed_after_days;
  absl::LoadTimeZone(control::ZoneOf(circumstances.settings), &day.zone);
  day.sees_results = reader.sees_all;
  return day;
}

absl::StatusOr<Graph> Trace(Tx& tx, const base::Access* access, const Reader& reader,
                            const std::string& name, int64_t limit,
                            const control::Circumstances& circumstances, const Day& day) {
  tx.AllowStatements(kMostStatements);
  PLENARY_ASSIGN_OR_RETURN(Resource root, FindRoot(tx, access, name));
  PLENARY_ASSIGN_OR_RETURN(Graph graph, Walk(tx, access, reader, limit).From(std::move(root)));
  Tell(circumstances, day, graph);
  PLENARY_RETURN_IF_ERROR(LookForEvidence(tx, graph));
  return graph;
}

absl::StatusOr<v1::Thread> LaidOut(Tx& tx, const Graph& graph, const Day& day) {
  std::vector<Node> nodes = NodesOf(graph, day.zone);
  PLENARY_RETURN_IF_ERROR(AddTitlesOfFigures(tx, nodes));
  std::vector<Edge> edges = EdgesOf(graph, nodes);
  const Neighbours neighbours(nodes, edges);
  v1::Thread thread;
  thread.set_name(graph.root);
  thread.set_truncated(graph.is_truncated);
  thread.set_today(control::Written(day.today));
  for (v1::ThreadGap& gap : GapsOf(graph, nodes, neighbours, day)) {
    *thread.add_gaps() = std::move(gap);
  }
  for (v1::ThreadRow& row : RowsOf(nodes, neighbours)) *thread.add_rows() = std::move(row);
  for (Node& node : nodes) *thread.add_nodes() = std::move(node);
  for (Edge& edge : edges) *thread.add_edges() = std::move(edge);
  return thread;
}

}  // namespace plenary::thread
