#include "tests/bench/clasp.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/bench/program.h"
#include "tests/testing/temporary_folder.h"

namespace plenary::bench {
namespace {

// A factor and a variable; variables count from 1.
using Term = std::pair<int, int>;
using Terms = std::vector<Term>;

// Writes a 0-1 problem. Variables: whether a meeting is in a slot, whether a participant is busy in
// it, and whether a run of theirs begins there.
class OpbWriter {
 public:
  OpbWriter(const B2bInstance& instance, int fairness)
      : instance_(instance), fairness_(fairness), meetings_of_(instance.participants) {
    for (size_t i = 0; i < instance.meetings.size(); ++i) {
      meetings_of_[instance.meetings[i].a].push_back(static_cast<int>(i));
      meetings_of_[instance.meetings[i].b].push_back(static_cast<int>(i));
    }
  }

  std::string Write() {
    for (size_t i = 0; i < instance_.meetings.size(); ++i) WriteMeeting(static_cast<int>(i));
    busy_.resize(instance_.participants);
    for (int person = 0; person < instance_.participants; ++person) WriteBusy(person);
    for (int slot = 0; slot < instance_.slots; ++slot) WriteTables(slot);
    for (const auto& [before, after] : instance_.precedences) WritePrecedence(before, after);
    WriteRuns();
    return absl::StrCat("* #variable= ", variables_, " #constraint= ", constraints_,
                        "\nmin:", Spell(objective_), " ;\n", body_);
  }

 private:
  int NewVariable() { return ++variables_; }

  static std::string Spell(const Terms& terms) {
    std::string text;
    for (const auto& [factor, variable] : terms) {
      absl::StrAppend(&text, factor < 0 ? " " : " +", factor, " x", variable);
    }
    return text;
  }

  void AtLeast(Terms terms, int bound) { Require(std::move(terms), ">=", bound); }
  void AtMost(Terms terms, int bound) {
    for (Term& term : terms) term.first = -term.first;
    Require(std::move(terms), ">=", -bound);
  }
  void Equal(Terms terms, int bound) { Require(std::move(terms), "=", bound); }

  void Require(Terms terms, const char* relation, int bound) {
    if (terms.empty()) {
      // The format knows no empty sums; one that must not be 0 is spelt by what cannot be.
      if (bound <= 0 && (bound == 0 || relation[0] == '>')) return;
      const int variable = NewVariable();
      terms = {{1, variable}};
      relation = ">=";
      bound = 2;
    }
    ++constraints_;
    absl::StrAppend(&body_, Spell(terms), " ", relation, " ", bound, " ;\n");
  }

  bool CanBeIn(int meeting, int slot) const {
    const B2bInstance::Meeting& what = instance_.meetings[meeting];
    const bool is_morning = slot < instance_.morning_slots;
    if (what.session == B2bInstance::Session::kMorning && !is_morning) return false;
    if (what.session == B2bInstance::Session::kAfternoon && is_morning) return false;
    if (instance_.fixed[meeting] && *instance_.fixed[meeting] != slot) return false;
    for (const int person : {what.a, what.b}) {
      const std::vector<int>& forbidden = instance_.forbidden[person];
      if (std::find(forbidden.begin(), forbidden.end(), slot) != forbidden.end()) return false;
    }
    return true;
  }

  void WriteMeeting(int meeting) {
    std::vector<int>& slots = in_slot_.emplace_back(instance_.slots, 0);
    Terms all;
    for (int slot = 0; slot < instance_.slots; ++slot) {
      if (!CanBeIn(meeting, slot)) continue;
      slots[slot] = NewVariable();
      all.push_back({1, slots[slot]});
    }
    Equal(all, 1);
  }

  // Those of some meetings that can be in a slot.
  Terms InSlot(const std::vector<int>& meetings, int slot) const {
    Terms terms;
    for (const int meeting : meetings) {
      if (in_slot_[meeting][slot] != 0) terms.push_back({1, in_slot_[meeting][slot]});
    }
    return terms;
  }

  void WriteBusy(int person) {
    if (meetings_of_[person].empty()) return;
    Terms day;
    for (int slot = 0; slot < instance_.slots; ++slot) {
      const int busy = NewVariable();
      busy_[person].push_back(busy);
      day.push_back({1, busy});
      Terms terms = InSlot(meetings_of_[person], slot);
      terms.push_back({-1, busy});
      Equal(terms, 0);
    }
    Equal(day, static_cast<int>(meetings_of_[person].size()));
  }

  void WriteTables(int slot) {
    Terms meetings;
    for (const std::vector<int>& slots : in_slot_) {
      if (slots[slot] != 0) meetings.push_back({1, slots[slot]});
    }
    if (static_cast<int>(meetings.size()) <= instance_.tables) return;
    AtMost(meetings, instance_.tables);
    // Implied: two are busy at each table.
    Terms people;
    for (const std::vector<int>& busy : busy_) {
      if (!busy.empty()) people.push_back({1, busy[slot]});
    }
    AtMost(people, 2 * instance_.tables);
  }

  // Where the second is in a slot, the first is in one below it.
  void WritePrecedence(int before, int after) {
    for (int slot = 0; slot < instance_.slots; ++slot) {
      if (in_slot_[after][slot] == 0) continue;
      Terms terms = {{-1, in_slot_[after][slot]}};
      for (int earlier = 0; earlier < slot; ++earlier) {
        if (in_slot_[before][earlier] != 0) terms.push_back({1, in_slot_[before][earlier]});
      }
      AtLeast(terms, 0);
    }
  }

  // Somebody who has no breaks in any plan makes fairness a bound on everybody's.
  bool HasSomebodyWithoutBreaks() const {
    return std::any_of(meetings_of_.begin(), meetings_of_.end(), [&](const auto& meetings) {
      return meetings.size() <= 1 || static_cast<int>(meetings.size()) == instance_.slots;
    });
  }

  void WriteRuns() {
    const bool is_bound = HasSomebodyWithoutBreaks();
    const Terms fewest = fairness_ >= 0 && !is_bound ? NewFewest() : Terms();
    for (const std::vector<int>& busy : busy_) {
      if (busy.empty()) continue;
      Terms runs = WriteRunsOf(busy, fairness_ >= 0 && !is_bound);
      objective_.insert(objective_.end(), runs.begin(), runs.end());
      AtLeast(runs, 1);
      if (fairness_ < 0) continue;
      if (is_bound) {
        AtMost(runs, fairness_ + 1);
        continue;
      }
      runs.insert(runs.end(), fewest.begin(), fewest.end());
      AtLeast(runs, 1);
      AtMost(runs, 1 + fairness_);
    }
  }

  // Variables whose number is the fewest breaks of all, to be taken away from a number of runs.
  Terms NewFewest() {
    Terms fewest;
    for (int i = 1; i < (instance_.slots + 1) / 2; ++i) fewest.push_back({-1, NewVariable()});
    return fewest;
  }

  // `is_exact`: no run begins but where one does; else runs are only kept from being too few.
  Terms WriteRunsOf(const std::vector<int>& busy, bool is_exact) {
    Terms runs;
    for (size_t slot = 0; slot < busy.size(); ++slot) {
      const int run = NewVariable();
      runs.push_back({1, run});
      if (slot == 0) {
        AtLeast({{1, run}, {-1, busy[0]}}, 0);
      } else {
        AtLeast({{1, run}, {-1, busy[slot]}, {1, busy[slot - 1]}}, 0);
      }
      if (!is_exact) continue;
      AtLeast({{1, busy[slot]}, {-1, run}}, 0);
      if (slot > 0) AtLeast({{-1, run}, {-1, busy[slot - 1]}}, -1);
    }
    return runs;
  }

  const B2bInstance& instance_;
  const int fairness_;
  std::vector<std::vector<int>> meetings_of_;  // of each participant
  std::vector<std::vector<int>> in_slot_;      // of each meeting: variables; 0: it cannot be there
  std::vector<std::vector<int>> busy_;         // of each participant: variables
  Terms objective_;
  std::string body_;
  int variables_ = 0;
  int constraints_ = 0;
};

int ActiveParticipants(const B2bInstance& instance) {
  std::vector<bool> is_active(instance.participants, false);
  for (const B2bInstance::Meeting& meeting : instance.meetings) {
    is_active[meeting.a] = true;
    is_active[meeting.b] = true;
  }
  return static_cast<int>(std::count(is_active.begin(), is_active.end(), true));
}

}  // namespace

std::string OpbOf(const B2bInstance& instance, int fairness) {
  return OpbWriter(instance, fairness).Write();
}

ClaspAnswer RunClasp(const B2bInstance& instance, int fairness, int threads, int limit) {
  const testing::TemporaryFolder folder;
  const std::string file = folder / "problem.opb";
  std::ofstream(file) << OpbOf(instance, fairness);
  // Found best for these problems by trying: unsatisfiable cores, stratified and made small.
  const ProgramRun run = RunProgram(
      {"clasp", file, absl::StrCat("--time-limit=", limit), "--opt-strategy=usc,k,0,7",
       "--opt-usc-shrink=inv", "--configuration=trendy", "-t", absl::StrCat(threads), "--quiet=1"},
      limit + 10);
  ClaspAnswer answer;
  answer.seconds = run.seconds;
  for (const absl::string_view line : absl::StrSplit(run.output, '\n')) {
    int value = 0;
    if (line == "s OPTIMUM FOUND" || line == "s UNSATISFIABLE") answer.is_settled = true;
    if (absl::StartsWith(line, "o ") && absl::SimpleAtoi(line.substr(2), &value)) {
      answer.optimum = value - ActiveParticipants(instance);
    }
  }
  if (!absl::StrContains(run.output, "\ns ")) {
    throw std::runtime_error("clasp did not answer: " + run.complaint);
  }
  if (!answer.is_settled) answer.optimum = absl::nullopt;
  return answer;
}

}  // namespace plenary::bench
