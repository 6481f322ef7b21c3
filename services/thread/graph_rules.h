// A thread as it was found: what it runs through, how that hangs together, and in which order it is
// shown. Pure.
#ifndef PLENARY_SERVICES_THREAD_GRAPH_RULES_H_
#define PLENARY_SERVICES_THREAD_GRAPH_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "plenary/v1/thread.pb.h"
#include "services/thread/resource_rules.h"

namespace plenary::thread {

// Something that was found.
struct Found {
  Resource resource;
  int depth = 0;                // see ThreadNode.depth
  bool was_followed = false;    // whether all is there that it leads on to
  bool shows_evidence = false;  // of an action item: whether a report on it does
  bool is_overdue = false;      // of a commitment or a trip
};

struct Graph {
  std::string root;
  std::map<std::string, Found> found;  // by name
  bool is_truncated = false;

  template <class T>
  const T* Get(const std::string& name) const {
    const auto at = found.find(name);
    return at == found.end() ? nullptr : absl::get_if<T>(&at->second.resource);
  }
};

// The nodes in the order of the thread: by type, then date, number and name. Figures have no
// titles.
std::vector<v1::ThreadNode> NodesOf(const Graph& graph, absl::TimeZone zone);

// Every edge between nodes of the graph, once, in their order.
std::vector<v1::ThreadEdge> EdgesOf(const Graph& graph, const std::vector<v1::ThreadNode>& nodes);

// Who comes before and after whom, in the order of the nodes.
class Neighbours {
 public:
  // Both outlive it.
  Neighbours(const std::vector<v1::ThreadNode>& nodes, const std::vector<v1::ThreadEdge>& edges);

  const v1::ThreadNode& At(const std::string& name) const { return *nodes_.at(name); }
  // Those of a type that lead to it, or to which it leads.
  std::vector<std::string> Before(const std::string& name, Type type) const;
  std::vector<std::string> After(const std::string& name, Type type) const;
  bool LeadsTo(const std::string& name, Type type) const { return !After(name, type).empty(); }
  // Whether it leads to a node of that type at any distance.
  bool ReachesFrom(const std::string& name, Type type) const;

 private:
  using Names = std::vector<std::string>;

  std::map<std::string, const v1::ThreadNode*> nodes_;
  std::map<std::string, Names> before_;
  std::map<std::string, Names> after_;
};

// The thread as a table, in the order of its nodes.
std::vector<v1::ThreadRow> RowsOf(const std::vector<v1::ThreadNode>& nodes,
                                  const Neighbours& neighbours);

}  // namespace plenary::thread

#endif  // PLENARY_SERVICES_THREAD_GRAPH_RULES_H_
