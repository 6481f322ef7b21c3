#include "services/thread/graph_rules.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::thread {
namespace {

using Edge = v1::ThreadEdge;
using Node = v1::ThreadNode;
using Row = v1::ThreadRow;

// --- The order of nodes.

// "2.10" comes after "2.9".
std::vector<int> PartsOf(const std::string& number) {
  std::vector<int> parts;
  for (const absl::string_view part : absl::StrSplit(number, '.', absl::SkipEmpty())) {
    int value = 0;
    parts.push_back(absl::SimpleAtoi(part, &value) ? value : 0);
  }
  return parts;
}

// What it lies in, for what is numbered within something: one protocol after the other.
std::string WholeOf(const std::string& name) { return name.substr(0, name.rfind('/')); }

struct Place {
  Type type;
  bool is_undated;
  std::string date;
  std::string whole;
  std::vector<int> number;
  std::string name;

  explicit Place(const Node& node)
      : type(node.type()),
        is_undated(node.date().empty()),
        date(node.date()),
        whole(WholeOf(node.name())),
        number(PartsOf(node.number())),
        name(node.name()) {}
  bool operator<(const Place& other) const {
    return std::tie(type, is_undated, date, whole, number, name) <
           std::tie(other.type, other.is_undated, other.date, other.whole, other.number,
                    other.name);
  }
};

// --- Rows.

// What a type leads to in a table; nullopt of types without rows of their own. What an item became,
// and what stands in its place, has rows of its own.
absl::optional<std::vector<Type>> OnwardOf(Type type) {
  using Types = std::vector<Type>;
  switch (type) {
    case Node::EVENT:
      return Types{Node::MEETING, Node::TRIP, Node::ROUND, Node::RESULT};
    case Node::MEETING:
      return Types{Node::ROUND};
    case Node::TRIP:
      return Types{Node::COMMITMENT};
    case Node::ROUND:
      return Types{Node::TOPIC, Node::PROTOCOL};
    case Node::TOPIC:
      return Types{Node::PROTOCOL_ITEM};
    case Node::PROTOCOL:
      return Types{Node::PROTOCOL_ITEM, Node::RESULT};
    case Node::PROTOCOL_ITEM:
      return Types{Node::COMMITMENT};
    case Node::ACTION_PLAN:
      return Types{Node::COMMITMENT, Node::ACTION_ITEM};
    case Node::COMMITMENT:
      return Types{Node::ACTION_ITEM, Node::RESULT};
    case Node::ACTION_ITEM:
      return Types{Node::RESULT};
    case Node::RESULT:
      return Types{};
    default:
      return absl::nullopt;
  }
}

// Fills the cells of a row from what is known, backwards.
class RowWriter {
 public:
  explicit RowWriter(const Neighbours& neighbours) : neighbours_(neighbours) {}

  Row RowOf(const Node& node) {
    row_.Clear();
    Write(node.name());
    return row_;
  }

 private:
  std::string FirstBefore(const std::string& name, Type type) const {
    const std::vector<std::string> before = neighbours_.Before(name, type);
    return before.empty() ? "" : before.front();
  }
  // Of several rounds, the one after which there was no other.
  std::string LastBefore(const std::string& name, Type type) const {
    const std::vector<std::string> before = neighbours_.Before(name, type);
    return before.empty() ? "" : before.back();
  }
  // Goes on with the first of these types that comes before.
  void GoOn(const std::string& name, std::initializer_list<Type> types) {
    for (const Type type : types) {
      const std::string before = FirstBefore(name, type);
      if (!before.empty()) return Write(before);
    }
  }
  void WriteTopic(const std::string& topic);
  void WriteItem(const std::string& item);
  void Write(const std::string& name);

  const Neighbours& neighbours_;
  Row row_;
};

void RowWriter::WriteTopic(const std::string& topic) {
  row_.set_topic(topic);
  for (std::string& position : neighbours_.After(topic, Node::POSITION)) {
    row_.add_positions(std::move(position));
  }
}

// An item of a protocol is of the round of its protocol, and where that has none, of the last one
// in which its topic was discussed.
void RowWriter::WriteItem(const std::string& item) {
  row_.set_protocol_item(item);
  const std::string topic = FirstBefore(item, Node::TOPIC);
  if (!topic.empty()) WriteTopic(topic);
  std::string round = FirstBefore(FirstBefore(item, Node::PROTOCOL), Node::ROUND);
  if (round.empty()) round = LastBefore(topic, Node::ROUND);
  if (!round.empty()) Write(round);
}

void RowWriter::Write(const std::string& name) {
  switch (neighbours_.At(name).type()) {
    case Node::EVENT:
    case Node::MEETING:
    case Node::TRIP:
      return row_.set_event(name);
    case Node::ROUND:
      row_.set_round(name);
      return GoOn(name, {Node::MEETING, Node::EVENT});
    case Node::TOPIC: {
      WriteTopic(name);
      const std::string round = LastBefore(name, Node::ROUND);
      if (!round.empty()) Write(round);
      return;
    }
    case Node::PROTOCOL:
      row_.set_protocol_item(name);
      return GoOn(name, {Node::ROUND});
    case Node::PROTOCOL_ITEM:
      return WriteItem(name);
    case Node::ACTION_PLAN:
      return row_.commitment().empty() ? row_.set_commitment(name) : row_.set_protocol_item(name);
    case Node::COMMITMENT:
      row_.set_commitment(name);
      return GoOn(name, {Node::PROTOCOL_ITEM, Node::TRIP, Node::ACTION_PLAN});
    case Node::ACTION_ITEM:
      // A part stands for the whole that it is of.
      if (row_.action_item().empty()) row_.set_action_item(name);
      return GoOn(name, {Node::COMMITMENT, Node::ACTION_PLAN, Node::ACTION_ITEM});
    case Node::RESULT:
      row_.set_result(name);
      for (std::string& figure : neighbours_.After(name, Node::FIGURE)) {
        row_.add_figures(std::move(figure));
      }
      return GoOn(name, {Node::ACTION_ITEM, Node::COMMITMENT, Node::PROTOCOL, Node::EVENT});
    default:
      return;
  }
}

bool HasRow(const Node& node, const Neighbours& neighbours) {
  // A figure alone, of which no result is known.
  if (node.type() == Node::FIGURE) return neighbours.Before(node.name(), Node::RESULT).empty();
  const absl::optional<std::vector<Type>> onward = OnwardOf(node.type());
  return onward.has_value() && std::none_of(onward->begin(), onward->end(), [&](Type next) {
           return neighbours.LeadsTo(node.name(), next);
         });
}

}  // namespace

std::vector<Node> NodesOf(const Graph& graph, absl::TimeZone zone) {
  std::vector<std::pair<Place, Node>> placed;
  placed.reserve(graph.found.size());
  for (const auto& [name, found] : graph.found) {
    Node node = Shown(found.resource, zone);
    node.set_depth(found.depth);
    if (found.is_overdue) node.set_is_overdue(true);
    placed.emplace_back(Place(node), std::move(node));
  }
  std::sort(placed.begin(), placed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Node> nodes;
  nodes.reserve(placed.size());
  for (auto& [place, node] : placed) nodes.push_back(std::move(node));
  return nodes;
}

std::vector<Edge> EdgesOf(const Graph& graph, const std::vector<Node>& nodes) {
  std::map<std::string, size_t> order;
  for (const Node& node : nodes) order.emplace(node.name(), order.size());
  std::set<std::tuple<size_t, size_t, int>> edges;
  const auto add = [&](const std::string& from, const std::string& to, EdgeKind kind) {
    const auto first = order.find(from);
    const auto second = order.find(to);
    if (first == order.end() || second == order.end()) return;
    edges.emplace(first->second, second->second, kind);
  };
  std::map<std::string, std::vector<std::string>> positions;  // by topic
  for (const Node& node : nodes) {
    for (const Tie& tie : TiesOf(graph.found.at(node.name()).resource)) {
      tie.is_before ? add(tie.name, node.name(), tie.kind) : add(node.name(), tie.name, tie.kind);
      if (node.type() == Node::POSITION && tie.kind == Edge::ABOUT) {
        positions[tie.name].push_back(node.name());
      }
    }
  }
  // What each side held on a topic, and what was agreed about it.
  for (const Node& node : nodes) {
    const auto* item = graph.Get<v1::ProtocolItem>(node.name());
    if (item == nullptr) continue;
    for (const std::string& position : positions[item->topic()]) {
      add(position, node.name(), Edge::ABOUT);
    }
  }
  std::vector<Edge> ordered;
  ordered.reserve(edges.size());
  for (const auto& [from, to, kind] : edges) {
    Edge& edge = ordered.emplace_back();
    edge.set_from(nodes[from].name());
    edge.set_to(nodes[to].name());
    edge.set_kind(static_cast<EdgeKind>(kind));
  }
  return ordered;
}

Neighbours::Neighbours(const std::vector<Node>& nodes, const std::vector<Edge>& edges) {
  for (const Node& node : nodes) nodes_.emplace(node.name(), &node);
  for (const Edge& edge : edges) after_[edge.from()].push_back(edge.to());
  // Edges are in the order of the nodes they come from, so that these are, too.
  for (const Edge& edge : edges) before_[edge.to()].push_back(edge.from());
}

std::vector<std::string> Neighbours::Before(const std::string& name, Type type) const {
  Names names;
  const auto before = before_.find(name);
  if (before == before_.end()) return names;
  for (const std::string& each : before->second) {
    if (At(each).type() == type && (names.empty() || names.back() != each)) names.push_back(each);
  }
  return names;
}

std::vector<std::string> Neighbours::After(const std::string& name, Type type) const {
  Names names;
  const auto after = after_.find(name);
  if (after == after_.end()) return names;
  for (const std::string& each : after->second) {
    if (At(each).type() == type && (names.empty() || names.back() != each)) names.push_back(each);
  }
  return names;
}

bool Neighbours::ReachesFrom(const std::string& name, Type type) const {
  std::set<std::string> seen = {name};
  Names waiting = {name};
  while (!waiting.empty()) {
    const std::string from = std::move(waiting.back());
    waiting.pop_back();
    const auto after = after_.find(from);
    if (after == after_.end()) continue;
    for (const std::string& each : after->second) {
      if (At(each).type() == type) return true;
      if (seen.insert(each).second) waiting.push_back(each);
    }
  }
  return false;
}

std::vector<Row> RowsOf(const std::vector<Node>& nodes, const Neighbours& neighbours) {
  constexpr size_t kNone = std::numeric_limits<size_t>::max();
  std::map<std::string, size_t> order = {{"", kNone}};
  for (const Node& node : nodes) order.emplace(node.name(), order.size());
  using Cells = std::vector<size_t>;
  std::vector<std::pair<Cells, Row>> placed;
  placed.reserve(nodes.size());
  RowWriter writer(neighbours);
  for (const Node& node : nodes) {
    if (!HasRow(node, neighbours)) continue;
    Row row = writer.RowOf(node);
    if (node.type() == Node::FIGURE) row.add_figures(node.name());
    Cells cells;
    cells.reserve(7);
    for (const std::string* cell : {&row.event(), &row.round(), &row.topic(), &row.protocol_item(),
                                    &row.commitment(), &row.action_item(), &row.result()}) {
      cells.push_back(order.at(*cell));
    }
    placed.emplace_back(std::move(cells), std::move(row));
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Row> rows;
  rows.reserve(placed.size());
  for (auto& [cells, row] : placed) rows.push_back(std::move(row));
  return rows;
}

}  // namespace plenary::thread
