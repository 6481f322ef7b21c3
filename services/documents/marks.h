// What staff write into a template for us: {field}, {#list} … {/list}, {?name} … {/name},
// {^name} … {/name}, and {{ for a brace.
#ifndef PLENARY_SERVICES_DOCUMENTS_MARKS_H_
#define PLENARY_SERVICES_DOCUMENTS_MARKS_H_

#include <string>
#include <vector>

#include "pugixml.hpp"
#include "services/documents/package.h"

namespace plenary::documents {

enum class MarkKind { kField, kEach, kWhen, kUnless, kEnd };

struct Mark {
  MarkKind kind = MarkKind::kField;
  std::string name;    // "event.name"
  std::string shown;   // as it is written: "{ Event.name }"
  int paragraph = 0;   // from 1
  pugi::xml_node run;  // of its own, in the format of the run in which the mark began
};

// Elements of ours in a story. No XML that was parsed can have such names.
inline constexpr char kMarkElement[] = "{mark}";  // in its run; "i" is its place among the marks
inline constexpr char kEachElement[] = "{each}";  // around what is repeated; "i" as above
inline constexpr char kWhenElement[] = "{when}";  // around what is there under a condition
inline constexpr char kUnlessElement[] = "{unless}";

// Finds the marks of a story in reading order and gives each a run of its own with a kMarkElement
// in it. Adds a problem for each brace that begins no mark, and where there are more than 20,000.
std::vector<Mark> FindMarks(Story& story, std::vector<TemplateProblem>& problems);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_MARKS_H_
