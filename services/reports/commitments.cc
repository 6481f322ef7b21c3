// What was promised in a year and what was due in it, and what became of both.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/reports/year.h"

namespace plenary::reports {
namespace {

using Commitment = v1::Commitment;

v1::ListCommitmentsRequest AgreedIn(const Year& year, absl::string_view condition = "") {
  v1::ListCommitmentsRequest request;
  request.set_filter(Both(Between("source_date", year.first_day, year.last_day), condition));
  return request;
}

void SayCommitments(const Year& year, const std::vector<Commitment>& all, Section& section) {
  const std::string late =
      absl::StrCat("due_date < ", Quoted(year.today), " AND (state = OPEN OR state = IN_PROGRESS)");
  const auto count = [&](absl::string_view key, absl::string_view condition, const auto& holds) {
    return Counted(key, std::count_if(all.begin(), all.end(), holds),
                   {CountOf(AgreedIn(year, condition))});
  };
  const auto count_side = [&](absl::string_view key, Commitment::Side side) {
    return count(key, absl::StrCat("side = ", Commitment::Side_Name(side)),
                 [=](const Commitment& each) { return each.side() == side; });
  };
  const auto count_state = [&](absl::string_view key, Commitment::State state) {
    return count(key, absl::StrCat("state = ", Commitment::State_Name(state)),
                 [=](const Commitment& each) { return each.state() == state; });
  };
  const auto is_late = [&](const Commitment& each) {
    const bool is_open =
        each.state() == Commitment::OPEN || each.state() == Commitment::IN_PROGRESS;
    return is_open && !each.due_date().empty() && each.due_date() < year.today;
  };
  Draft draft;
  draft.pattern = "commitments.all";
  draft.numbers = {count("commitments", "", [](const Commitment&) { return true; }),
                   count_side("ours", Commitment::OURS),
                   count_side("theirs", Commitment::THEIRS),
                   count_side("joint", Commitment::JOINT),
                   count_state("fulfilled", Commitment::FULFILLED),
                   count_state("partly", Commitment::PARTLY),
                   count("late", late, is_late)};
  section.Say(std::move(draft));
}

void SayItems(const Year& year, Section& section) {
  using Item = v1::ActionItem;
  const auto query = [&](absl::string_view condition) {
    return Queries{CountOf(ItemsOf(year, condition))};
  };
  Draft draft;
  draft.pattern = "items.all";
  draft.numbers = {
      Counted("items", static_cast<int64_t>(year.items.size()), query("")),
      Counted("removed", CountIn(year.items, Item::REMOVED_FROM_CONTROL),
              query("state = REMOVED_FROM_CONTROL")),
      Counted("reported", CountIn(year.items, Item::REPORTED), query("state = REPORTED")),
      Counted("overdue", CountOverdue(year.items), query("overdue = true"))};
  section.Say(std::move(draft));
}

}  // namespace

absl::Status WriteCommitments(Year& year, Section section) {
  PLENARY_ASSIGN_OR_RETURN(
      const auto commitments,
      ListAll(year, year.sources.plans, &control::ActionPlanService::ListCommitments,
              AgreedIn(year), &v1::ListCommitmentsResponse::mutable_commitments));
  if (commitments.empty()) {
    section.SayMissing("commitments.none");
  } else {
    SayCommitments(year, commitments, section);
  }
  if (year.items.empty()) {
    section.SayMissing("items.none");
  } else {
    SayItems(year, section);
  }
  return absl::OkStatus();
}

}  // namespace plenary::reports
