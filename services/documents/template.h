// Word documents from templates that people edit in Word: {fields}, repeated rows and blocks, and
// conditions, written as plain text into the document. docs/documents.md tells staff how.
#ifndef PLENARY_SERVICES_DOCUMENTS_TEMPLATE_H_
#define PLENARY_SERVICES_DOCUMENTS_TEMPLATE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::documents {

// All of these are safe from several threads.

// What a document is filled with. A name is looked for in the innermost record first, then in those
// around it; one that is nowhere is an empty text, or a list without records.
struct Data {
  // UTF-8; "\n" begins a new line, "\t" is a tab. Characters that XML cannot hold are left out.
  std::map<std::string, std::string> texts;  // "event.name": "ТИБО-2023"
  std::map<std::string, std::vector<Data>> lists;
};

// The names that a template may use, each with what it stands for.
struct Fields {
  std::string meaning;  // of the list that has these fields; empty outside of lists
  std::map<std::string, std::string> texts;
  std::map<std::string, Fields> lists;
};

// What is wrong with a template, and where.
struct TemplateProblem {
  std::string part;   // "document", "header1", "footer2" …; empty where it is the whole file
  int paragraph = 0;  // from 1, those in tables and text boxes included; 0: none in particular
  std::string field;  // as it is written there: "{#people}"; empty: none in particular
  std::string words;  // for people: what is wrong and how to mend it
};

constexpr size_t kMostTemplateBytes = 8 << 20;

// Everything that is wrong with a template for a document with these fields; empty where it can be
// filled. A file that cannot be read at all, or that could do more than be filled (macros, embedded
// programs, content fetched from elsewhere), has one problem or a few, and its fields are not
// looked at. At most 200 problems are told.
std::vector<TemplateProblem> CheckTemplate(absl::string_view docx, const Fields& fields);

// OK where there are none; else INVALID_ARGUMENT: TEMPLATE_BROKEN with part, paragraph and field of
// the first, and a google.rpc.BadRequest that tells of all.
absl::Status Refusal(const std::vector<TemplateProblem>& problems);

// Fills a template and returns the DOCX. The same template and data make the same bytes. What is no
// field of ours (page numbers, styles, pictures) stays as it is.
//
// INVALID_ARGUMENT: TEMPLATE_BROKEN where CheckTemplate would find a problem other than a name that
// nobody knows. RESOURCE_EXHAUSTED: TEMPLATE_BROKEN where the document would get larger than 64 MiB
// or have more than a million parts of text: a list repeated within a list multiplies.
absl::StatusOr<std::string> Fill(absl::string_view docx, const Data& data);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_TEMPLATE_H_
