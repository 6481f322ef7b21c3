// Templates that staff put in the place of those that are shipped, and prints, in the database.
#ifndef PLENARY_SERVICES_PRINTING_TABLE_H_
#define PLENARY_SERVICES_PRINTING_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/documents.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"
#include "services/vault/vault.h"

namespace plenary::printing {

// Name patterns.
inline constexpr absl::string_view kTemplatePattern = "documentTemplates/{template}";
inline constexpr absl::string_view kPrintPattern = "events/{event}/prints/{print}";

// --- Templates.

// A template that was replaced, or was and is restored.
struct TemplateRow {
  v1::DocumentTemplate body;
  std::string content;  // the DOCX; empty: the one that is shipped
};
absl::StatusOr<absl::optional<TemplateRow>> FindTemplateRow(storage::Tx& tx,
                                                            absl::string_view name);
// All rows without their content, by name.
absl::StatusOr<std::vector<v1::DocumentTemplate>> ListTemplateRows(storage::Tx& tx);
absl::Status WriteTemplateRow(storage::Tx& tx, const TemplateRow& row);

// --- Prints.

absl::StatusOr<absl::optional<v1::Print>> FindPrint(storage::Tx& tx, absl::string_view name);
absl::Status InsertPrint(storage::Tx& tx, const v1::Print& print, const vault::Sealed& content);
// The content of a print, which is there; unsealed where it has no key.
absl::StatusOr<vault::Sealed> FindContent(storage::Tx& tx, absl::string_view print);
absl::Status UpdateContent(storage::Tx& tx, absl::string_view print, const vault::Sealed& content);
// Adds the place that a print belongs to: the delegation it is of to `places`, the event to
// `events` where it is for everybody who sees something of it, and to `places` where it is for who
// sees all. Borrows its arguments until it has run.
storage::Statement SelectPlaceOfPrint(absl::string_view name, std::vector<std::string>& places,
                                      std::vector<std::string>& events);
// Destroys what is kept to compare the prints of an event with: it names people.
absl::Status EraseContents(storage::Tx& tx, absl::string_view event);
// Prints whose content a key sealed, at most `limit`, by name.
absl::StatusOr<std::vector<std::string>> ListSealedWith(storage::Tx& tx, absl::string_view key_id,
                                                        int limit);
// Within "event = $1".
const base::ListSpec& PrintList();

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_TABLE_H_
