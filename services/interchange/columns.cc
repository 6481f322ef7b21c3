#include "services/interchange/columns.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "services/interchange/column_contents.h"
#include "services/interchange/header_rows.h"
#include "services/interchange/heading_words.h"
#include "services/interchange/headings.h"
#include "services/interchange/refusals.h"
#include "services/names/clean.h"
#include "services/names/sound.h"

namespace plenary::interchange {
namespace {

using Columns = std::vector<v1::ImportColumn>;
using Key = std::tuple<int, std::string, std::string, std::string, std::string, std::string>;

constexpr size_t kHeadingBytes = 1'000;

// What two columns have in common that mean the same.
Key KeyOf(const v1::ImportColumn& column) {
  return {column.field(), column.language(),     column.script(),
          column.side(),  column.custom_field(), column.category()};
}

bool MayRepeat(v1::ImportField field) {
  return field == v1::IGNORED || field == v1::ROW_NUMBER || field == v1::IMPORT_FIELD_UNSPECIFIED;
}

bool IsName(v1::ImportField field) {
  return field >= v1::PARTICIPANT && field <= v1::LATIN_GIVEN_NAME;
}

bool Has(const Columns& columns, v1::ImportField field) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const v1::ImportColumn& column) { return column.field() == field; });
}

bool HasAny(const Columns& columns, std::initializer_list<v1::ImportField> fields) {
  return std::any_of(fields.begin(), fields.end(),
                     [&](v1::ImportField field) { return Has(columns, field); });
}

// "column C (“ФИО”)".
std::string Shown(const v1::ImportColumn& column) {
  std::string shown = absl::StrCat("column ", ColumnName(column.index() - 1));
  if (!column.heading().empty()) {
    absl::StrAppend(&shown, " (“", ShownBeginning(column.heading()), "”)");
  }
  return shown;
}

// One table on its way to a proposal.
class Proposal {
 public:
  Proposal(const std::vector<TableRow>& rows, const ListContext& context, int64_t header_line)
      : rows_(rows), context_(context), header_(FindHeaderRows(rows, context, header_line)) {}

  ProposedColumns Make() {
    ReadHeadings();
    GatherSamples();
    ReadContents();
    if (context_.kind == ListKind::kParticipants) ChooseNames();
    ChooseWeakOthers();
    TellLanguagesApart();
    LeaveOutRepeated();
    for (v1::ImportColumn& column : proposed_.columns) NoteUnknown(column);
    Conclude();
    return std::move(proposed_);
  }

 private:
  void ReadHeadings();
  void GatherSamples();
  void ReadContents();
  v1::ImportField FieldOfContents(const Samples& samples) const;
  void ChooseNames();
  void ChooseWeakName();
  void ChooseWeakOthers();
  void ReadLatinAsNames();
  void TellLanguagesApart();
  void LeaveOutRepeated();
  void NoteUnknown(v1::ImportColumn& column) const;
  void Conclude();

  Columns& columns() { return proposed_.columns; }

  const std::vector<TableRow>& rows_;
  const ListContext& context_;
  HeaderRows header_;
  ProposedColumns proposed_;
  std::vector<HeadingMeaning> meanings_;
  std::vector<Samples> samples_;
};

void Proposal::ReadHeadings() {
  size_t width = header_.headings.size();
  for (const TableRow& row : rows_) {
    if (row.line > header_.last_line) width = std::max(width, row.cells.size());
  }
  columns().reserve(width);
  meanings_.reserve(width);
  for (size_t i = 0; i < width; ++i) {
    const std::string heading =
        i < header_.headings.size() ? names::Clean(header_.headings[i]).text : std::string();
    meanings_.push_back(heading.empty() ? HeadingMeaning()
                                        : MeaningOf(header_.headings[i], context_));
    v1::ImportColumn column = meanings_.back().column;
    column.set_index(static_cast<int32_t>(i + 1));
    column.set_heading(heading.substr(0, kHeadingBytes));
    if (meanings_.back().is_passport) column.set_note("passport data is not imported");
    if (meanings_.back().is_weak) column.clear_field();
    columns().push_back(column);
  }
}

void Proposal::GatherSamples() {
  samples_.resize(columns().size());
  for (const TableRow& row : rows_) {
    if (row.line <= header_.last_line || IsNotAnEntry(row, columns())) continue;
    for (size_t i = 0; i < row.cells.size() && i < samples_.size(); ++i) {
      if (!names::Clean(row.cells[i]).text.empty()) samples_[i].push_back(row.cells[i]);
    }
  }
}

v1::ImportField Proposal::FieldOfContents(const Samples& samples) const {
  if (AreRowNumbers(samples)) return v1::ROW_NUMBER;
  if (context_.kind == ListKind::kDelegations) return v1::IMPORT_FIELD_UNSPECIFIED;
  if (AreEmails(samples)) return v1::WORK_EMAIL;
  if (AreBirthDates(samples)) return v1::BIRTH_DATE;
  if (ArePhones(samples)) return v1::WORK_PHONE;
  return v1::IMPORT_FIELD_UNSPECIFIED;
}

void Proposal::ReadContents() {
  for (size_t i = 0; i < columns().size(); ++i) {
    v1::ImportColumn& column = columns()[i];
    if (column.field() != v1::IMPORT_FIELD_UNSPECIFIED || meanings_[i].is_weak) continue;
    const v1::ImportField field = FieldOfContents(samples_[i]);
    if (field == v1::IMPORT_FIELD_UNSPECIFIED) continue;
    if (!MayRepeat(field) && Has(columns(), field)) continue;
    column.set_field(field);
    column.set_note("told by what stands in it");
  }
  const auto title =
      std::find_if(columns().begin(), columns().end(),
                   [](const v1::ImportColumn& column) { return column.field() == v1::JOB_TITLE; });
  if (title == columns().end() || Has(columns(), v1::ORGANIZATION)) return;
  if (!AreTitlesWithOrganizations(samples_[static_cast<size_t>(title->index() - 1)])) return;
  title->set_field(v1::JOB_TITLE_AND_ORGANIZATION);
  title->set_note("its cells hold title and organization");
}

// "Имя" is the whole name where no column has the family name; "Фамилия" is where no column has the
// given one and its cells have several words.
void Proposal::ChooseNames() {
  const bool has_family = Has(columns(), v1::FAMILY_NAME);
  for (size_t i = 0; i < columns().size() && !has_family; ++i) {
    if (columns()[i].field() != v1::GIVEN_NAME || !meanings_[i].may_be_full) continue;
    columns()[i].set_field(v1::FULL_NAME);
  }
  const bool has_given = Has(columns(), v1::GIVEN_NAME);
  for (size_t i = 0; i < columns().size() && !has_given; ++i) {
    if (columns()[i].field() != v1::FAMILY_NAME || !HaveSeveralWords(samples_[i])) continue;
    columns()[i].set_field(v1::FULL_NAME);
    columns()[i].set_note("its cells hold whole names");
  }
  if (!HasAny(columns(), {v1::FULL_NAME, v1::FAMILY_NAME})) ChooseWeakName();
  if (!HasAny(columns(), {v1::FULL_NAME, v1::FAMILY_NAME})) ReadLatinAsNames();
}

void Proposal::ChooseWeakName() {
  for (const bool by_heading : {true, false}) {
    for (size_t i = 0; i < columns().size(); ++i) {
      v1::ImportColumn& column = columns()[i];
      if (column.field() != v1::IMPORT_FIELD_UNSPECIFIED) continue;
      const bool is_meant = meanings_[i].is_weak && meanings_[i].column.field() == v1::FULL_NAME &&
                            HaveSeveralWords(samples_[i]);
      if (by_heading ? !is_meant : !AreFullNames(samples_[i])) continue;
      column.set_field(v1::FULL_NAME);
      column.set_language(meanings_[i].column.language());
      column.set_note("told by what stands in it");
      return;
    }
  }
}

// "Title" is a job's where no other column is, else "Mr".
void Proposal::ChooseWeakOthers() {
  for (size_t i = 0; i < columns().size(); ++i) {
    const v1::ImportField field = meanings_[i].column.field();
    if (!meanings_[i].is_weak || field == v1::FULL_NAME) continue;
    if (columns()[i].field() == v1::IMPORT_FIELD_UNSPECIFIED && !Has(columns(), field)) {
      columns()[i].set_field(field);
    }
  }
}

void Proposal::ReadLatinAsNames() {
  for (v1::ImportColumn& column : columns()) {
    const v1::ImportField latin = column.field();
    if (latin == v1::LATIN_FULL_NAME) column.set_field(v1::FULL_NAME);
    if (latin == v1::LATIN_FAMILY_NAME) column.set_field(v1::FAMILY_NAME);
    if (latin == v1::LATIN_GIVEN_NAME) column.set_field(v1::GIVEN_NAME);
    if (column.field() == latin) continue;
    column.set_language("en");
    column.set_note("the only names there are");
  }
}

// Two columns "ФИО" and "Name" mean different languages where their letters are of different
// scripts.
void Proposal::TellLanguagesApart() {
  std::map<Key, std::vector<size_t>> same;
  for (size_t i = 0; i < columns().size(); ++i) {
    if (HasLanguage(columns()[i].field()) && columns()[i].language().empty()) {
      same[KeyOf(columns()[i])].push_back(i);
    }
  }
  for (const auto& [key, indexes] : same) {
    std::vector<std::string> languages;
    languages.reserve(indexes.size());
    for (const size_t i : indexes) languages.push_back(LanguageOfLetters(samples_[i]));
    const bool are_apart = languages.size() == 2 && languages[0] != languages[1] &&
                           !languages[0].empty() && !languages[1].empty();
    for (size_t i = 0; i < indexes.size() && are_apart; ++i) {
      columns()[indexes[i]].set_language(languages[i]);
      columns()[indexes[i]].set_note("the language is told by its letters");
    }
  }
}

void Proposal::LeaveOutRepeated() {
  std::map<Key, size_t> first;
  for (size_t i = 0; i < columns().size(); ++i) {
    v1::ImportColumn& column = columns()[i];
    if (MayRepeat(column.field())) continue;
    const auto [at, is_new] = first.emplace(KeyOf(column), i);
    if (is_new) continue;
    const std::string other = Shown(columns()[at->second]);
    proposed_.problems.push_back(
        absl::StrCat(Shown(column), " means the same as ", other, ": say which of them is read"));
    v1::ImportColumn ignored;
    ignored.set_index(column.index());
    ignored.set_heading(column.heading());
    ignored.set_field(v1::IGNORED);
    ignored.set_note(absl::StrCat("means the same as ", other));
    column = ignored;
  }
}

void Proposal::NoteUnknown(v1::ImportColumn& column) const {
  if (column.field() != v1::IMPORT_FIELD_UNSPECIFIED) return;
  column.set_field(v1::IGNORED);
  column.set_note(column.heading().empty() ? "it has no heading"
                                           : "the heading is not known: say what it means, or "
                                             "leave it out");
}

void Proposal::Conclude() {
  proposed_.header_line = header_.first_line;
  proposed_.first_data_line = header_.last_line + 1;
  const auto first = std::find_if(rows_.begin(), rows_.end(), [&](const TableRow& row) {
    return row.line > header_.last_line;
  });
  if (first != rows_.end()) proposed_.first_data_line = first->line;
  for (std::string& problem : ProblemsOf(columns(), context_)) {
    proposed_.problems.push_back(std::move(problem));
  }
  if (header_.first_line == 0) {
    proposed_.problems.push_back(
        "no row of headings was found: say which line has them, or what the columns mean");
  }
}

absl::Status CheckColumn(const v1::ImportColumn& column, const ListContext& context) {
  if (!IsOfList(column.field(), context.kind)) {
    return absl::InvalidArgumentError("means what does not stand in such a list");
  }
  const auto is_field = [&](const v1::CustomField& field) {
    return field.id() == column.custom_field();
  };
  if (column.field() == v1::CUSTOM_VALUE &&
      std::none_of(context.custom_fields.begin(), context.custom_fields.end(), is_field)) {
    return absl::InvalidArgumentError("means a custom field the event does not have");
  }
  const auto is_category = [&](const v1::Category& category) {
    return category.name() == column.category();
  };
  if (column.field() == v1::QUOTA &&
      std::none_of(context.categories.begin(), context.categories.end(), is_category)) {
    return absl::InvalidArgumentError("means seats in a category the event does not have");
  }
  return absl::OkStatus();
}

// Whether a list has what it is a list of.
absl::optional<std::string> Missing(const Columns& columns, ListKind kind) {
  if (kind == ListKind::kParticipants) {
    if (HasAny(columns, {v1::FULL_NAME, v1::FAMILY_NAME, v1::PERSON, v1::PARTICIPANT})) {
      return absl::nullopt;
    }
    return "no column has the names: say which one means FULL_NAME, or FAMILY_NAME";
  }
  if (HasAny(columns, {v1::DELEGATION, v1::DELEGATION_NAME, v1::ORGANIZATION})) {
    return absl::nullopt;
  }
  return "no column has the delegations: say which one means ORGANIZATION, DELEGATION or "
         "DELEGATION_NAME";
}

// The words in which totals and signatures begin.
bool BeginsLikeAnEnding(absl::string_view text) {
  static constexpr absl::string_view kWords[] = {
      "итого",     "всего",      "итог",       "разам",      "усяго",       "total",
      "totals",    "合计",       "总计",       "共计",       "исполнитель", "исп",
      "выканаўца", "вык",        "подпись",    "составил",   "составитель", "согласовано",
      "утверждаю", "утверждено", "примечание", "примечания", "заўвага",     "заўвагі",
      "prepared",  "signature",  "signed",     "note",       "notes",       "approved",
      "备注",      "制表"};
  const std::vector<std::string> words = HeadingWordsOf(text);
  return !words.empty() &&
         std::find(std::begin(kWords), std::end(kWords), words.front()) != std::end(kWords);
}

struct Cell {
  size_t column;
  absl::string_view text;
};

// Every row of a list comes by here, so that only cells without a plain letter are looked at
// closely: a digit, a Latin, Cyrillic or Chinese one, by its first byte.
bool IsEmpty(absl::string_view text) {
  const auto is_letter = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_isalnum(byte) || byte == 0xD0 || byte == 0xD1 ||
           (byte >= 0xE4 && byte <= 0xE9);
  };
  return text.empty() ||
         (std::none_of(text.begin(), text.end(), is_letter) && names::Clean(text).text.empty());
}

std::vector<Cell> CellsOf(const TableRow& row) {
  std::vector<Cell> cells;
  cells.reserve(row.cells.size());
  for (size_t i = 0; i < row.cells.size(); ++i) {
    if (!IsEmpty(row.cells[i])) cells.push_back({i, row.cells[i]});
  }
  return cells;
}

// A page of a printed list begins with the headings again; of two rows it may be either.
bool RepeatsHeading(const Cell& cell, const Columns& columns) {
  if (cell.column >= columns.size()) return false;
  const std::string heading = names::Fold(columns[cell.column].heading());
  const std::string text = names::Fold(names::Clean(cell.text).text);
  return !heading.empty() && (heading == text || absl::StartsWith(heading, text + " ") ||
                              absl::EndsWith(heading, " " + text));
}

bool IsColumnNumber(const Cell& cell) {
  int number = 0;
  return absl::SimpleAtoi(cell.text, &number) && number == static_cast<int>(cell.column) + 1;
}

// Whether a cell alone can say who or what a row is about. Where it is people, an organization
// alone is the title of a section.
bool CanStandAlone(const Cell& cell, const Columns& columns) {
  if (cell.column >= columns.size()) return false;
  const v1::ImportField field = columns[cell.column].field();
  const bool is_about_people =
      std::any_of(columns.begin(), columns.end(),
                  [](const v1::ImportColumn& column) { return IsName(column.field()); });
  if (field == v1::IMPORT_FIELD_UNSPECIFIED || IsName(field)) return true;
  return !is_about_people &&
         (field == v1::ORGANIZATION || field == v1::DELEGATION || field == v1::DELEGATION_NAME);
}

}  // namespace

ProposedColumns ProposeColumns(const std::vector<TableRow>& rows, const ListContext& context,
                               int64_t header_line) {
  return Proposal(rows, context, header_line).Make();
}

std::vector<std::string> ProblemsOf(const Columns& columns, const ListContext& context) {
  std::vector<std::string> problems;
  std::map<Key, const v1::ImportColumn*> first;
  for (const v1::ImportColumn& column : columns) {
    if (MayRepeat(column.field())) continue;
    const auto [at, is_new] = first.emplace(KeyOf(column), &column);
    if (!is_new) {
      problems.push_back(absl::StrCat(Shown(column), " means the same as ", Shown(*at->second),
                                      ": say which of them is read"));
    }
    const absl::Status status = CheckColumn(column, context);
    if (!status.ok()) problems.push_back(absl::StrCat(Shown(column), " ", status.message()));
  }
  if (absl::optional<std::string> missing = Missing(columns, context.kind)) {
    problems.push_back(*std::move(missing));
  }
  return problems;
}

bool IsNotAnEntry(const TableRow& row, const Columns& columns) {
  const std::vector<Cell> cells = CellsOf(row);
  if (cells.empty()) return row.problems.empty();
  if (BeginsLikeAnEnding(cells.front().text)) return true;
  const auto repeats = [&](const Cell& cell) { return RepeatsHeading(cell, columns); };
  if (std::all_of(cells.begin(), cells.end(), repeats)) return true;
  if (cells.size() >= 3 && std::all_of(cells.begin(), cells.end(), IsColumnNumber)) return true;
  // The title of a section, or a number nobody was written behind.
  const bool is_alone = cells.size() == 1 && columns.size() >= 3 && row.problems.empty();
  return is_alone && !CanStandAlone(cells.front(), columns);
}

}  // namespace plenary::interchange
