#include "services/documents/names_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace plenary::documents {
namespace {

// How many letters have to be changed, added or left out, in whole characters of UTF-8.
size_t Distance(absl::string_view one, absl::string_view other) {
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  std::vector<size_t> row(other.size() + 1);
  for (size_t j = 0; j <= other.size(); ++j) row[j] = j;
  size_t i = 0;
  for (const char c : one) {
    if (!begins_character(c)) continue;
    size_t diagonal = row[0];
    row[0] = ++i;
    for (size_t j = 1; j <= other.size(); ++j) {
      const size_t changed = diagonal + (other[j - 1] == c ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

// The nearest of some names, if it is near.
class Guess {
 public:
  explicit Guess(absl::string_view wanted) : wanted_(wanted) {}

  void Consider(const std::string& name) {
    const size_t distance = Distance(wanted_, name);
    // A third of the name may be wrong. Somebody may know the last word of a name alone, too.
    const bool is_last_word = name.size() > wanted_.size() &&
                              name.substr(name.size() - wanted_.size()) == wanted_ &&
                              name[name.size() - wanted_.size() - 1] == '.';
    const size_t score = is_last_word ? 1 : distance;
    if (score * 3 <= name.size() && score < score_) {
      score_ = score;
      name_ = name;
    }
  }
  const std::string& name() const { return name_; }

 private:
  absl::string_view wanted_;
  std::string name_;
  size_t score_ = 1'000;
};

enum class Found { kNothing, kText, kList };

class NamesChecker {
 public:
  NamesChecker(const Story& story, const std::vector<Mark>& marks, const Fields& fields,
               std::vector<TemplateProblem>& problems)
      : story_(story), marks_(marks), all_(fields), scopes_{&fields}, problems_(problems) {
    std::set<std::pair<int, std::string>> told;
    for (const TemplateProblem& problem : problems) {
      if (problem.part == story.name) told.emplace(problem.paragraph, problem.field);
    }
    for (const Mark& mark : marks) {
      if (told.count({mark.paragraph, mark.shown}) > 0) broken_lists_.insert(mark.name);
    }
  }

  void Check() { Visit(story_.xml.document_element()); }

 private:
  void Visit(const pugi::xml_node& node) {
    const absl::string_view name = node.name();
    if (name == kMarkElement) return CheckText(MarkOf(node));
    if (name == kEachElement) return VisitRepeated(node);
    if (name == kWhenElement || name == kUnlessElement) {
      const Mark& mark = MarkOf(node);
      if (Find(mark.name).first == Found::kNothing) AddUnknown(mark);
    }
    for (const pugi::xml_node& child : node.children()) Visit(child);
  }

  const Mark& MarkOf(const pugi::xml_node& node) const {
    return marks_[node.attribute("i").as_uint()];
  }

  void CheckText(const Mark& mark) {
    if (mark.kind != MarkKind::kField) return;  // its problem is told already
    const Found found = Find(mark.name).first;
    if (found == Found::kNothing) AddUnknown(mark);
    if (found == Found::kList) {
      Add(mark, absl::StrCat("this is a list: write {#", mark.name, "} and {/", mark.name,
                             "} around what is repeated for each of it"));
    }
  }

  void VisitRepeated(const pugi::xml_node& node) {
    const Mark& mark = MarkOf(node);
    const auto [found, list] = Find(mark.name);
    if (found == Found::kText) {
      Add(mark,
          absl::StrCat("this is a text, not a list: write {", mark.name, "}, or {?", mark.name,
                       "} … {/", mark.name, "} for what is there only where it is not empty"));
    }
    const Fields* inside = list;
    if (found == Found::kNothing) {
      AddUnknown(mark);
      // Of what is inside only what fits the list that was meant can be said to be wrong.
      inside = Find(GuessFor(mark.name)).second;
      if (inside == nullptr) return;
    }
    if (inside != nullptr) scopes_.push_back(inside);
    for (const pugi::xml_node& child : node.children()) Visit(child);
    if (inside != nullptr) scopes_.pop_back();
  }

  // From the innermost list outward.
  std::pair<Found, const Fields*> Find(const std::string& name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if ((*scope)->texts.count(name) > 0) return {Found::kText, nullptr};
      const auto list = (*scope)->lists.find(name);
      if (list != (*scope)->lists.end()) return {Found::kList, &list->second};
    }
    return {Found::kNothing, nullptr};
  }

  // A template may have the same wrong name many times.
  const std::string& GuessFor(const std::string& name) {
    const auto [known, is_new] = guesses_.try_emplace({scopes_.back(), name});
    if (is_new) known->second = NewGuessFor(name);
    return known->second;
  }

  std::string NewGuessFor(const std::string& name) const {
    Guess guess(name);
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      for (const auto& [text, meaning] : (*scope)->texts) guess.Consider(text);
      for (const auto& [list, fields] : (*scope)->lists) guess.Consider(list);
    }
    return guess.name();
  }

  // The list in which a name is known; empty where there is none.
  static std::string ListOf(const std::string& name, const Fields& fields) {
    for (const auto& [list, inside] : fields.lists) {
      if (inside.texts.count(name) > 0 || inside.lists.count(name) > 0) return list;
      const std::string deeper = ListOf(name, inside);
      if (!deeper.empty()) return deeper;
    }
    return "";
  }

  void AddUnknown(const Mark& mark) {
    if (problems_.size() >= kMostProblems) return;
    const std::string list = ListOf(mark.name, all_);
    if (!list.empty()) {
      // Of a list that is told to be broken, the fields are not.
      if (broken_lists_.count(list) > 0) return;
      return Add(mark, absl::StrCat("this is known between {#", list, "} and {/", list,
                                    "} alone: write it there"));
    }
    const std::string& guess = GuessFor(mark.name);
    if (guess.empty()) return Add(mark, "there is no such field in this document");
    const std::string words = absl::StrCat("there is no such field; did you mean {", guess, "}?");
    // What has a wrong letter in it is told already to be no name; this helps more.
    for (TemplateProblem& problem : problems_) {
      if (problem.part == story_.name && problem.paragraph == mark.paragraph &&
          problem.field == mark.shown) {
        problem.words = words;
      }
    }
    Add(mark, words);
  }

  void Add(const Mark& mark, absl::string_view words) {
    AddProblem({story_.name, mark.paragraph, mark.shown, std::string(words)}, problems_);
  }

  const Story& story_;
  const std::vector<Mark>& marks_;
  const Fields& all_;
  std::vector<const Fields*> scopes_;
  std::vector<TemplateProblem>& problems_;
  std::set<std::string> broken_lists_;
  std::map<std::pair<const Fields*, std::string>, std::string> guesses_;  // by the innermost list
};

}  // namespace

void CheckNames(const Story& story, const std::vector<Mark>& marks, const Fields& fields,
                std::vector<TemplateProblem>& problems) {
  NamesChecker(story, marks, fields, problems).Check();
}

}  // namespace plenary::documents
