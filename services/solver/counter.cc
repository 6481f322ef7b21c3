#include "services/solver/counter.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace plenary::solver {
namespace {

// i of the left and j of the right hold -> i + j together do.
void AddUp(Sat& sat, const std::vector<Literal>& left, const std::vector<Literal>& right,
           const std::vector<Literal>& outputs, size_t i, size_t j) {
  if (i + j == 0) return;
  std::vector<Literal> clause;
  if (i > 0) clause.push_back(-left[i - 1]);
  if (j > 0) clause.push_back(-right[j - 1]);
  clause.push_back(outputs[std::min(i + j, outputs.size()) - 1]);
  sat.AddClause(clause);
}

// No more than i of the left and j of the right hold -> no more than i + j together do.
void AddDown(Sat& sat, const std::vector<Literal>& left, const std::vector<Literal>& right,
             const std::vector<Literal>& outputs, size_t i, size_t j) {
  if (i + j >= outputs.size()) return;
  std::vector<Literal> clause = {-outputs[i + j]};
  if (i < left.size()) clause.push_back(left[i]);
  if (j < right.size()) clause.push_back(right[j]);
  sat.AddClause(clause);
}

}  // namespace

std::vector<Literal> Count(Sat& sat, const std::vector<Literal>& inputs, size_t most,
                           Counting counting) {
  if (inputs.size() <= 1) return inputs;
  const auto middle = inputs.begin() + static_cast<std::ptrdiff_t>(inputs.size() / 2);
  const std::vector<Literal> left = Count(sat, {inputs.begin(), middle}, most, counting);
  const std::vector<Literal> right = Count(sat, {middle, inputs.end()}, most, counting);
  std::vector<Literal> outputs(std::min(most, inputs.size()));
  for (Literal& output : outputs) output = sat.NewVariable();
  for (size_t i = 0; i <= left.size(); ++i) {
    for (size_t j = 0; j <= right.size(); ++j) {
      AddUp(sat, left, right, outputs, i, j);
      if (counting == Counting::kBoth) AddDown(sat, left, right, outputs, i, j);
    }
  }
  return outputs;
}

GrowingCounter::GrowingCounter(Sat& sat, std::vector<Literal> inputs) : sat_(&sat) {
  nodes_.reserve(2 * inputs.size());
  root_ = Build(inputs, 0, inputs.size());
}

int GrowingCounter::Build(const std::vector<Literal>& inputs, size_t begin, size_t end) {
  Node node;
  node.size = end - begin;
  if (node.size == 1) {
    node.outputs.push_back(inputs[begin]);
  } else {
    const size_t middle = begin + node.size / 2;
    node.left = Build(inputs, begin, middle);
    node.right = Build(inputs, middle, end);
  }
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

Literal GrowingCounter::MoreThan(size_t k) {
  Grow(root_, k + 1);
  return nodes_[root_].outputs[k];
}

void GrowingCounter::Grow(int index, size_t outputs) {
  Node& node = nodes_[index];
  outputs = std::min(outputs, node.size);
  if (node.outputs.size() >= outputs) return;
  Grow(node.left, outputs);
  Grow(node.right, outputs);
  const std::vector<Literal>& left = nodes_[node.left].outputs;
  const std::vector<Literal>& right = nodes_[node.right].outputs;
  while (node.outputs.size() < outputs) {
    const size_t sum = node.outputs.size() + 1;
    node.outputs.push_back(sat_->NewVariable());
    for (size_t i = 0; i <= std::min(sum, left.size()); ++i) {
      if (sum - i <= right.size()) AddUp(*sat_, left, right, node.outputs, i, sum - i);
    }
  }
}

}  // namespace plenary::solver
