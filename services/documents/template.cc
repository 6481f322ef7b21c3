#include "services/documents/template.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/documents/expansion.h"
#include "services/documents/layout.h"
#include "services/documents/marks.h"
#include "services/documents/names_check.h"
#include "services/documents/package.h"

namespace plenary::documents {
namespace {

// A template that is read and laid out.
struct Prepared {
  Package package;
  std::vector<std::vector<Mark>> marks;  // of each story
};

Prepared Prepare(absl::string_view docx, std::vector<TemplateProblem>& problems) {
  Prepared prepared{OpenPackage(docx, problems), {}};
  if (!problems.empty()) return prepared;
  prepared.marks.reserve(prepared.package.stories.size());
  for (Story& story : prepared.package.stories) {
    prepared.marks.push_back(FindMarks(story, problems));
    LayOut(story, prepared.marks.back(), problems);
  }
  return prepared;
}

// In the order of the document, whichever of the checks found them.
void Sort(const Package& package, std::vector<TemplateProblem>& problems) {
  std::map<std::string, size_t> places;
  for (size_t i = 0; i < package.stories.size(); ++i) places[package.stories[i].name] = i;
  std::stable_sort(problems.begin(), problems.end(),
                   [&](const TemplateProblem& one, const TemplateProblem& other) {
                     return std::make_pair(places[one.part], one.paragraph) <
                            std::make_pair(places[other.part], other.paragraph);
                   });
}

// "document, paragraph 7, {name}: there is no such field".
std::string PlaceOf(const TemplateProblem& problem) {
  std::string place = problem.part.empty() ? "the template" : problem.part;
  if (problem.paragraph > 0) absl::StrAppend(&place, ", paragraph ", problem.paragraph);
  if (!problem.field.empty()) absl::StrAppend(&place, ", ", problem.field);
  return place;
}

base::Metadata MetadataOf(const TemplateProblem& problem) {
  base::Metadata metadata;
  if (!problem.part.empty()) metadata["part"] = problem.part;
  if (problem.paragraph > 0) metadata["paragraph"] = absl::StrCat(problem.paragraph);
  if (!problem.field.empty()) metadata["field"] = problem.field;
  return metadata;
}

}  // namespace

std::vector<TemplateProblem> CheckTemplate(absl::string_view docx, const Fields& fields) {
  std::vector<TemplateProblem> problems;
  const Prepared prepared = Prepare(docx, problems);
  for (size_t i = 0; i < prepared.marks.size(); ++i) {
    CheckNames(prepared.package.stories[i], prepared.marks[i], fields, problems);
  }
  Sort(prepared.package, problems);
  return problems;
}

absl::Status Refusal(const std::vector<TemplateProblem>& problems) {
  if (problems.empty()) return absl::OkStatus();
  base::FieldErrors all;
  for (const TemplateProblem& problem : problems) all.Add(PlaceOf(problem), problem.words);
  const TemplateProblem& first = problems.front();
  const std::string more =
      problems.size() == 1 ? "" : absl::StrCat(" (and ", problems.size() - 1, " more)");
  absl::Status status =
      base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TEMPLATE_BROKEN,
                   absl::StrCat(PlaceOf(first), ": ", first.words, more), MetadataOf(first));
  all.ToStatus().ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    if (absl::EndsWith(type, "google.rpc.BadRequest")) status.SetPayload(type, payload);
  });
  return status;
}

absl::StatusOr<std::string> Fill(absl::string_view docx, const Data& data) {
  std::vector<TemplateProblem> problems;
  Prepared prepared = Prepare(docx, problems);
  if (!problems.empty()) return Refusal(problems);
  Room room;
  for (size_t i = 0; i < prepared.marks.size(); ++i) {
    Expand(prepared.package.stories[i], prepared.marks[i], data, room);
    if (room.is_used_up()) {
      return base::Refuse(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TEMPLATE_BROKEN,
                          "the document would get larger than Word can open: repeat less within "
                          "what is repeated",
                          {{"part", prepared.package.stories[i].name}});
    }
  }
  return ClosePackage(prepared.package);
}

}  // namespace plenary::documents
