#include "services/solver/surroundings.h"

#include <algorithm>
#include <set>
#include <vector>

namespace plenary::solver {
namespace {

Span Wider(Span span, int width, Span day) {
  return {std::max(day.begin, span.begin - width), std::min(day.end, span.end + width)};
}

}  // namespace

Surroundings::Surroundings(const Model& model, const Encoding& encoding, const Plan& plan,
                           int width)
    : model_(model), encoding_(encoding) {
  for (size_t p = 0; p < model.engagements.size(); ++p) {
    if (encoding.may_have_breaks(static_cast<int>(p))) AddStays(plan, static_cast<int>(p), width);
  }
}

void Surroundings::AddStays(const Plan& plan, int person, int width) {
  std::vector<Span> spans(model_.days.size(), {model_.problem->slots, 0});
  for (const Engagement& engagement : model_.engagements[person]) {
    const Placement& place = plan[engagement.activity];
    if (!place.is_placed()) continue;
    Span& span = spans[model_.day_of[place.start]];
    span.begin = std::min(span.begin, place.start + engagement.from);
    span.end = std::max(span.end, place.start + engagement.to);
  }
  for (size_t day = 0; day < spans.size(); ++day) {
    if (spans[day].end == 0) continue;
    stays_.push_back({person, static_cast<int>(day), Wider(spans[day], width, model_.days[day])});
  }
}

std::vector<Literal> Surroundings::Assumptions() const {
  std::vector<Literal> assumptions;
  for (const Stay& stay : stays_) {
    const std::vector<Literal> inside = encoding_.Inside(stay.person, stay.day, stay.span);
    assumptions.insert(assumptions.end(), inside.begin(), inside.end());
  }
  return assumptions;
}

bool Surroundings::Widen(const std::vector<Literal>& core) {
  const std::set<Literal> named(core.begin(), core.end());
  bool is_wider = false;
  for (Stay& stay : stays_) {
    const std::vector<Literal> inside = encoding_.Inside(stay.person, stay.day, stay.span);
    const bool is_named = std::any_of(inside.begin(), inside.end(),
                                      [&](Literal literal) { return named.count(literal) > 0; });
    if (!is_named) continue;
    stay.span = Wider(stay.span, 1, model_.days[stay.day]);
    is_wider = true;
  }
  return is_wider;
}

}  // namespace plenary::solver
