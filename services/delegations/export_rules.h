// What participants and delegations look like in a list, so that an import takes it back without
// loss. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_EXPORT_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_EXPORT_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/imports.pb.h"

namespace plenary::delegations {

// A cell that has something in it, with the column it stands in: field, language, side, script,
// custom field and category.
struct ExportCell {
  v1::ImportColumn column;
  std::string text;
};

// How an event's lists are written.
struct ListWriting {
  std::string language;
  absl::TimeZone zone;
  std::vector<v1::CustomField> custom_fields;
  std::vector<v1::Category> categories;
  std::map<std::string, std::string> category_labels;    // by name
  std::map<std::string, std::string> delegation_labels;  // by name
};

// The text in `language`, else the first; empty where there is none.
std::string TextIn(const google::protobuf::RepeatedPtrField<v1::LocalizedText>& texts,
                   absl::string_view language);

// Names by which categories and delegations are told: their own, or, where that is another's too or
// looks like an id, their id. `organizations` by name.
std::map<std::string, std::string> CategoryLabels(const std::vector<v1::Category>& categories,
                                                  absl::string_view language);
std::map<std::string, std::string> DelegationLabels(
    const std::vector<v1::Delegation>& delegations,
    const std::map<std::string, v1::Organization>& organizations, absl::string_view language);

// The row of a participant. `organization`: the person's; null where there is none that lives.
std::vector<ExportCell> CellsOf(const v1::Participant& participant, const v1::Person& person,
                                const v1::Organization* organization, const ListWriting& writing);
// The row of a delegation with its quotas. `people` by name.
std::vector<ExportCell> CellsOf(const v1::Delegation& delegation,
                                const v1::Organization* organization,
                                const std::map<std::string, v1::Person>& people,
                                const ListWriting& writing);

// The columns of a list, in the order in which they are written. Of several in different languages
// the one comes first that most rows have as their first, so that the first name of a person stays
// the first.
class ExportColumns {
 public:
  // `fields`: those that are wanted, in their order; none: all, in the usual order.
  explicit ExportColumns(std::vector<v1::ImportField> fields) : fields_(std::move(fields)) {}

  // Takes note of the columns of one row.
  void Note(const std::vector<ExportCell>& cells);
  // All that were noted and are wanted. A field that is wanted and that no row has is one column.
  std::vector<v1::ImportColumn> All() const;
  // A row of texts in the order of `columns`.
  static std::vector<std::string> Arrange(const std::vector<ExportCell>& cells,
                                          const std::vector<v1::ImportColumn>& columns);

 private:
  // A column, and in how many rows it was the first of its field.
  struct Noted {
    v1::ImportColumn column;
    int64_t times_first = 0;
  };
  bool IsWanted(v1::ImportField field) const;
  int PlaceOf(v1::ImportField field) const;

  std::vector<v1::ImportField> fields_;
  std::vector<Noted> columns_;
};

// Whether a list of participants can have the field.
bool IsExported(v1::ImportField field);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_EXPORT_RULES_H_
