// What a heading by itself means.
#ifndef PLENARY_SERVICES_INTERCHANGE_HEADINGS_H_
#define PLENARY_SERVICES_INTERCHANGE_HEADINGS_H_

#include "absl/strings/string_view.h"
#include "plenary/v1/imports.pb.h"
#include "services/interchange/columns.h"

namespace plenary::interchange {

struct HeadingMeaning {
  // Field, language, side, script, custom field and category; the field is not set where the
  // heading means nothing that is known.
  v1::ImportColumn column;
  bool is_weak = false;  // "Участник" may be a name, a category, or the title of the list
  bool may_be_full = false;  // "Имя": a given name, or the whole one
  bool is_passport = false;  // of a document that is not imported
  bool names_language = false;
};

HeadingMeaning MeaningOf(absl::string_view heading, const ListContext& context);

// Whether a field stands in lists of this kind.
bool IsOfList(v1::ImportField field, ListKind kind);

// Whether what is in a field has a language.
bool HasLanguage(v1::ImportField field);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_HEADINGS_H_
