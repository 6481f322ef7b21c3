// The cells of one row of a list, one after the other: what they say and what is wrong with them.
// Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_IMPORT_CELLS_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_IMPORT_CELLS_RULES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/imports.pb.h"
#include "services/delegations/import_reject_rules.h"
#include "services/interchange/table_reader.h"

namespace plenary::delegations {

// How the rows of one list are read.
struct ListReading {
  std::vector<v1::ImportColumn> columns;  // as settled with whoever imports
  std::string language;                   // of texts whose columns don't say; may be empty
  absl::TimeZone zone;                    // the event's
  std::vector<v1::CustomField> custom_fields;
  bool repairs_lookalikes = false;
};

// The language of a text: `said` where its letters can be of that language, else what the letters
// say.
std::string LanguageOf(absl::string_view text, absl::string_view said);

// A text in one line, without what cannot be seen.
std::string OneLine(absl::string_view text);
// A text of several lines, without carriage returns and blanks around it.
std::string SeveralLines(absl::string_view text);
// Whether two texts differ in blanks and the like at most.
bool IsSameText(absl::string_view a, absl::string_view b);

// A time as lists show it, in the event's zone: "2023-04-18 09:30", with seconds where there are
// any.
std::string TimeText(const google::protobuf::Timestamp& time, absl::TimeZone zone);

// Reads cells. What cannot be read becomes a problem of the row, and the answer is empty.
class CellReader {
 public:
  // Both outlive it. `repairs_lookalikes`: whether somebody said so for this row.
  CellReader(const interchange::TableRow& row, const ListReading& reading, bool repairs_lookalikes);

  // The row was exported from here: texts are in the languages of their columns, whatever their
  // letters.
  void TrustLanguages() { trusts_languages_ = true; }
  // The language of a text in a column.
  std::string LanguageIn(const v1::ImportColumn& column, absl::string_view text) const;

  // The text of a column that something is read from, as it stands; empty where there is none.
  std::string TextOf(const v1::ImportColumn& column);
  // Notes that the column says something.
  void Note(const v1::ImportColumn& column) { said_.emplace(column.field(), column.index()); }

  // A name without what cannot be seen. Lookalike letters of another script are repaired or held
  // back.
  std::string Name(const v1::ImportColumn& column, absl::string_view text);
  std::string Email(const v1::ImportColumn& column, absl::string_view text);
  absl::optional<int64_t> Number(const v1::ImportColumn& column, absl::string_view text,
                                 int64_t most);
  absl::optional<bool> YesNo(const v1::ImportColumn& column, absl::string_view text);
  absl::optional<google::type::Date> Date(const v1::ImportColumn& column, absl::string_view text);
  // A time of day is asked for with a remark; a day alone begins at 00:00, or is over at its end.
  absl::optional<google::protobuf::Timestamp> Time(const v1::ImportColumn& column,
                                                   absl::string_view text, bool is_end = false);
  std::string Country(const v1::ImportColumn& column, absl::string_view text);
  std::vector<std::string> Languages(const v1::ImportColumn& column, absl::string_view text);
  v1::LocalizedText Localized(const v1::ImportColumn& column, absl::string_view text) const;
  // The stored form of an answer to a custom field.
  absl::optional<std::string> Answer(const v1::ImportColumn& column, absl::string_view text);

  // What is wrong with a cell, and how it is mended.
  void Reject(const v1::ImportColumn& column, absl::string_view message, absl::string_view remedy);
  void Remark(int index, absl::string_view message, absl::string_view remedy);
  void Add(int index, v1::ImportReject::Severity severity, const absl::Status& error,
           absl::string_view remedy);

  const ListReading& reading() const { return reading_; }
  const RowColumns& said() const { return said_; }
  std::vector<v1::ImportReject> TakeProblems() { return std::move(problems_); }

 private:
  const interchange::TableRow& row_;
  const ListReading& reading_;
  const bool repairs_lookalikes_;
  bool trusts_languages_ = false;
  RowColumns said_;
  std::vector<v1::ImportReject> problems_;
};

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_IMPORT_CELLS_RULES_H_
