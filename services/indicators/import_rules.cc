#include "services/indicators/import_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/indicators/country_rules.h"
#include "services/indicators/import_words_rules.h"
#include "services/indicators/number_rules.h"
#include "services/indicators/period_rules.h"
#include "services/indicators/rules.h"
#include "services/interchange/cells.h"

namespace plenary::indicators {
namespace {

using interchange::TableRow;
using Field = v1::FigureColumn;

// Among so many rows the headings are looked for.
constexpr size_t kHeadingRows = 20;
// Headings that must be known for a row to be that of headings.
constexpr int kKnownHeadings = 2;
// Figures of one import.
constexpr size_t kMostFigures = 200'000;
constexpr size_t kSourceBytes = 256;
constexpr size_t kNoteBytes = 4000;
constexpr size_t kUnitBytes = 64;

struct Column {
  int index = 0;  // from 0
  Field::Field field = Field::FIELD_UNSPECIFIED;
  absl::optional<v1::FigurePeriod> period;  // of values
  std::string heading;
};

struct Headings {
  int64_t line = 0;  // 0: there are none
  std::vector<Column> columns;
};

// What is wrong with a cell.
struct Fault {
  const Column* column = nullptr;  // nullptr: the whole row
  absl::Status status;
};

std::string CellOf(const TableRow& row, int index) {
  if (index >= static_cast<int>(row.cells.size())) return "";
  return std::string(
      absl::StripAsciiWhitespace(interchange::ReadPlain(row.cells[static_cast<size_t>(index)])));
}

std::vector<Column> ColumnsOf(const TableRow& row) {
  std::vector<Column> columns;
  columns.reserve(row.cells.size());
  for (int i = 0; i < static_cast<int>(row.cells.size()); ++i) {
    Column column;
    column.index = i;
    column.heading = CellOf(row, i);
    column.period = ReadPeriod(column.heading);
    column.field = column.period.has_value() ? Field::VALUE : ReadHeading(column.heading);
    columns.push_back(std::move(column));
  }
  return columns;
}

int CountKnown(const std::vector<Column>& columns) {
  return static_cast<int>(std::count_if(columns.begin(), columns.end(), [](const Column& column) {
    return column.field != Field::FIELD_UNSPECIFIED;
  }));
}

Headings FindHeadings(const std::vector<TableRow>& rows, int told_line) {
  for (size_t i = 0; i < rows.size() && (told_line > 0 || i < kHeadingRows); ++i) {
    if (rows[i].line < told_line) continue;
    std::vector<Column> columns = ColumnsOf(rows[i]);
    if (told_line > 0 || CountKnown(columns) >= kKnownHeadings) {
      return {rows[i].line, std::move(columns)};
    }
  }
  return {};
}

// The columns as somebody told them; what they are called is what stands in the table.
std::vector<Column> ToldColumns(const v1::ImportFiguresRequest& request, const Headings& headings) {
  std::vector<Column> columns;
  columns.reserve(static_cast<size_t>(request.columns_size()));
  for (const v1::FigureColumn& told : request.columns()) {
    Column column;
    column.index = told.index() - 1;
    column.field = told.field();
    if (told.has_period()) column.period = told.period();
    if (told.index() <= static_cast<int>(headings.columns.size())) {
      column.heading = headings.columns[static_cast<size_t>(column.index)].heading;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

absl::Status BadColumns(const std::vector<std::string>& problems) {
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_TABLE_COLUMNS,
                      absl::StrCat("the columns cannot be read: ", absl::StrJoin(problems, "; ")),
                      {{"columns", absl::StrJoin(problems, "\n")}});
}

absl::Status CheckColumns(const std::vector<Column>& columns) {
  std::vector<std::string> problems;
  std::set<std::pair<int, int64_t>> seen;
  bool has_values = false;
  for (const Column& column : columns) {
    if (column.field == Field::FIELD_UNSPECIFIED || column.field == Field::UNREAD) continue;
    if (column.field == Field::VALUE) has_values = true;
    const int64_t period = column.period.has_value() ? PeriodKey(*column.period) : 0;
    if (seen.emplace(column.field, period).second) continue;
    problems.push_back(absl::StrCat("column ", column.index + 1, " holds ",
                                    Field::Field_Name(column.field),
                                    ", as one before it does; name those to be read"));
  }
  if (!has_values) {
    problems.emplace_back(
        "no column holds values: head one \"Value\", or some by their periods, or name one");
  }
  return problems.empty() ? absl::OkStatus() : BadColumns(problems);
}

// Whether decimals stand behind a comma or a point, where one cell by itself does not tell.
DecimalMark MarkOf(const std::vector<TableRow>& rows, const std::vector<Column>& columns,
                   const interchange::TableFormat& format) {
  // A workbook keeps its numbers with a point, whatever it shows.
  if (format.kind == interchange::TableFormat::kXlsx) return DecimalMark::kPoint;
  bool has_comma = false;
  bool has_point = false;
  for (const TableRow& row : rows) {
    for (const Column& column : columns) {
      if (column.field != Field::VALUE) continue;
      const DecimalMark told = ReadNumber(CellOf(row, column.index)).Tells();
      has_comma = has_comma || told == DecimalMark::kComma;
      has_point = has_point || told == DecimalMark::kPoint;
    }
  }
  if (has_comma != has_point) return has_comma ? DecimalMark::kComma : DecimalMark::kPoint;
  const bool is_told_by_fields = !has_comma && format.delimiter == ';';
  return is_told_by_fields ? DecimalMark::kComma : DecimalMark::kUnknown;
}

std::string TextOf(absl::CivilDay day) { return absl::FormatCivilTime(day); }

// Reads the rows, whose columns are settled.
class Rows {
 public:
  Rows(const TableReading& reading, std::vector<Column> columns, DecimalMark mark,
       ImportedTable& table)
      : reading_(reading), columns_(std::move(columns)), mark_(mark), table_(table) {}

  void Read(const TableRow& row) {
    std::vector<const Column*> values;
    values.reserve(columns_.size());
    for (const Column& column : columns_) {
      const bool is_value = column.field == Field::VALUE;
      if (is_value && (HasProblem(row, column) || !SaysNoNumber(CellOf(row, column.index)))) {
        values.push_back(&column);
      }
    }
    // A line of words between others, a note below them.
    if (values.empty()) return;
    v1::Figure common;
    if (const Fault fault = ReadCommon(row, common); !fault.status.ok()) {
      return Reject(row, fault.column, fault.status);
    }
    for (const Column* column : values) {
      v1::Figure figure = common;
      const absl::Status read = ReadValue(row, *column, figure);
      if (!read.ok()) {
        Reject(row, column, read);
      } else {
        Add(row, *column, std::move(figure));
      }
    }
  }

 private:
  static const interchange::CellProblem* ProblemOf(const TableRow& row, const Column& column) {
    const auto found = std::find_if(
        row.problems.begin(), row.problems.end(),
        [&](const interchange::CellProblem& problem) { return problem.column == column.index; });
    return found == row.problems.end() ? nullptr : &*found;
  }
  static bool HasProblem(const TableRow& row, const Column& column) {
    return ProblemOf(row, column) != nullptr;
  }

  void Reject(const TableRow& row, const Column* column, const absl::Status& why) {
    ImportedFigure place;
    place.line = row.line;
    if (column != nullptr) {
      place.column = column->index + 1;
      place.heading = column->heading;
      place.cell = CellOf(row, column->index);
    }
    table_.rejects.push_back(RejectOf(place, why));
  }

  // What all figures of a row have in common.
  Fault ReadCommon(const TableRow& row, v1::Figure& figure) const {
    const v1::FigureDefaults& defaults = reading_.request.defaults();
    figure.set_country(defaults.country());
    figure.set_organization(defaults.organization());
    if (defaults.has_period()) *figure.mutable_period() = defaults.period();
    figure.set_kind(defaults.kind());
    figure.set_source(defaults.source());
    figure.set_status(defaults.status());
    if (defaults.has_document()) *figure.mutable_document() = defaults.document();
    figure.set_publish_date(defaults.publish_date());
    for (const Column& column : columns_) {
      if (column.field == Field::VALUE) continue;
      if (const absl::Status read = ReadCell(row, column, figure); !read.ok()) {
        return {&column, read};
      }
    }
    if (const absl::Status unit = SettleUnit(reading_.indicator, figure); !unit.ok()) {
      return {ColumnOf(Field::UNIT), unit};
    }
    return {nullptr, CheckNamed(figure)};
  }

  const Column* ColumnOf(Field::Field field) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const Column& column) { return column.field == field; });
    return found == columns_.end() ? nullptr : &*found;
  }

  // Whether everything is said that a figure must say, but for its period.
  static absl::Status CheckNamed(const v1::Figure& figure) {
    base::FieldErrors errors;
    const auto check = [&](bool is_said, absl::string_view field) {
      if (!is_said) errors.Add(field, "is said neither in the row nor as a default");
    };
    check(figure.kind() != v1::Figure::KIND_UNSPECIFIED, "kind");
    check(!figure.source().empty(), "source");
    check(figure.status() != v1::Figure::STATUS_UNSPECIFIED, "status");
    return errors.ToStatus();
  }

  static absl::Status ReadCell(const TableRow& row, const Column& column, v1::Figure& figure) {
    const std::string cell = CellOf(row, column.index);
    if (const auto* problem = ProblemOf(row, column); problem != nullptr) {
      return base::BadField(Field::Field_Name(column.field), problem->description);
    }
    // A blank country is somebody's oversight more often than the sum of all.
    if (column.field == Field::COUNTRY) return ReadCountryCell(cell, figure);
    if (cell.empty()) return absl::OkStatus();
    switch (column.field) {
      case Field::ORGANIZATION:
        return ReadOrganization(cell, figure);
      case Field::PERIOD:
        return ReadPeriodCell(cell, figure);
      case Field::KIND:
        figure.set_kind(ReadKind(cell));
        return figure.kind() != v1::Figure::KIND_UNSPECIFIED
                   ? absl::OkStatus()
                   : base::BadField("kind", "is none: say actual, target or forecast");
      case Field::STATUS:
        figure.set_status(ReadStatus(cell));
        return figure.status() != v1::Figure::STATUS_UNSPECIFIED
                   ? absl::OkStatus()
                   : base::BadField("status", "is none: say preliminary, final or illustrative");
      case Field::SOURCE:
        figure.set_source(cell);
        return CheckLength(cell, kSourceBytes, "source");
      case Field::UNIT:
        figure.set_unit(cell);
        return CheckLength(cell, kUnitBytes, "unit");
      case Field::NOTE:
        figure.set_note(cell);
        return CheckLength(cell, kNoteBytes, "note");
      case Field::PUBLISH_DATE:
        return ReadPublishDate(cell, figure);
      default:
        return absl::OkStatus();
    }
  }

  static absl::Status CheckLength(absl::string_view cell, size_t most, absl::string_view field) {
    if (cell.size() <= most) return absl::OkStatus();
    return base::BadField(
        field, absl::StrCat("is ", cell.size(), " bytes long; at most ", most, " are allowed"));
  }

  static absl::Status ReadCountryCell(absl::string_view cell, v1::Figure& figure) {
    if (cell.empty()) {
      return base::BadField("country", R"(is blank; write "Total" where all are meant)");
    }
    const absl::optional<std::string> country = ReadCountry(cell);
    if (!country.has_value()) {
      return base::BadField(
          "country",
          absl::StrCat(cell, " is no country; write its name in full, ", "or its ISO 3166-1 code"));
    }
    figure.set_country(*country);
    return absl::OkStatus();
  }

  static absl::Status ReadOrganization(const std::string& cell, v1::Figure& figure) {
    const std::string name =
        base::IsId(cell) ? absl::StrCat("organizations/", cell) : std::string(cell);
    if (!base::HasForm(name, "organizations/{organization}")) {
      return base::BadField("organization", R"(must be "organizations/…" or its last id)");
    }
    figure.set_organization(name);
    return absl::OkStatus();
  }

  static absl::Status ReadPeriodCell(absl::string_view cell, v1::Figure& figure) {
    const absl::optional<v1::FigurePeriod> period = ReadPeriod(cell);
    if (!period.has_value()) {
      return base::BadField(
          "period",
          absl::StrCat(cell, " is no year, quarter, month, or span of months from January"));
    }
    *figure.mutable_period() = *period;
    return absl::OkStatus();
  }

  static absl::Status ReadPublishDate(absl::string_view cell, v1::Figure& figure) {
    const absl::StatusOr<absl::CivilDay> day = interchange::ReadDate(cell);
    if (!day.ok()) return base::BadField("publish_date", day.status().message());
    figure.set_publish_date(TextOf(*day));
    return absl::OkStatus();
  }

  absl::Status ReadValue(const TableRow& row, const Column& column, v1::Figure& figure) const {
    if (const auto* problem = ProblemOf(row, column); problem != nullptr) {
      return base::BadField("value", problem->description);
    }
    if (column.period.has_value()) *figure.mutable_period() = *column.period;
    if (!figure.has_period()) {
      return base::BadField("period", "is said neither in the row, above it, nor as a default");
    }
    const WrittenNumber number = ReadNumber(CellOf(row, column.index));
    if (!number.IsNumber()) return base::BadField("value", "is no number");
    const absl::optional<Decimal> value = Settled(number);
    if (!value.has_value()) {
      return base::BadField("value", reading_.request.decimal_separator().empty()
                                         ? "may be read in two ways; say the decimal_separator"
                                         : "is no number with this decimal_separator");
    }
    figure.set_value(value->Text());
    base::FieldErrors errors;
    CheckFigure(figure, reading_.indicator, "", errors);
    return errors.ToStatus();
  }

  absl::optional<Decimal> Settled(const WrittenNumber& number) const {
    const std::string& told = reading_.request.decimal_separator();
    if (told == ",") return number.with_comma;
    if (told == ".") return number.with_point;
    const absl::optional<Decimal> by_itself = number.With(DecimalMark::kUnknown);
    return by_itself.has_value() ? by_itself : number.With(mark_);
  }

  void Add(const TableRow& row, const Column& column, v1::Figure figure) {
    ImportedFigure imported;
    imported.line = row.line;
    imported.column = column.index + 1;
    imported.heading = column.heading;
    imported.cell = CellOf(row, column.index);
    const auto key =
        std::make_tuple(figure.country(), figure.organization(), PeriodKey(figure.period()),
                        static_cast<int>(figure.kind()), figure.source());
    const auto [found, is_new] = places_.emplace(key, table_.figures.size());
    if (!is_new) {
      const ImportedFigure& first = table_.figures[found->second];
      if (SayTheSame(first.figure, figure)) {
        ++table_.repeated;
        return;
      }
      return Reject(row, &column,
                    base::BadField("value", absl::StrCat("line ", first.line,
                                                         " says another for the same figure")));
    }
    imported.figure = std::move(figure);
    table_.figures.push_back(std::move(imported));
  }

  const TableReading& reading_;
  const std::vector<Column> columns_;
  const DecimalMark mark_;
  ImportedTable& table_;
  // Where in table_ a key is: country, organization, period, kind, source.
  std::map<std::tuple<std::string, std::string, int64_t, int, std::string>, size_t> places_;
};

}  // namespace

v1::FigureImportReject RejectOf(const ImportedFigure& figure, const absl::Status& why) {
  v1::FigureImportReject reject;
  reject.set_line(figure.line);
  reject.set_column(figure.column);
  reject.set_heading(figure.heading);
  reject.set_cell(figure.cell);
  *reject.mutable_error() = base::ToRpcStatus(why);
  return reject;
}

absl::StatusOr<ImportedTable> ReadTable(const std::vector<TableRow>& rows,
                                        const TableReading& reading) {
  const Headings headings = FindHeadings(rows, reading.request.table().header_line());
  ImportedTable table;
  std::vector<Column> columns = headings.columns;
  if (!reading.request.columns().empty()) columns = ToldColumns(reading.request, headings);
  PLENARY_RETURN_IF_ERROR(CheckColumns(columns));
  std::set<int> read;
  for (const Column& column : columns) {
    if (column.field != Field::FIELD_UNSPECIFIED) read.insert(column.index);
  }
  for (const Column& column : headings.columns) {
    if (read.count(column.index) == 0 && !column.heading.empty()) {
      table.unread_headings.push_back(column.heading);
    }
  }
  std::vector<TableRow> data;
  data.reserve(rows.size());
  for (const TableRow& row : rows) {
    if (row.line > headings.line) data.push_back(row);
  }
  const DecimalMark mark = MarkOf(data, columns, reading.format);
  Rows reader(reading, std::move(columns), mark, table);
  for (const TableRow& row : data) {
    reader.Read(row);
    if (table.figures.size() + table.rejects.size() <= kMostFigures) continue;
    return base::Refuse(
        absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TABLE_TOO_LARGE,
        absl::StrCat("the table has more than ", kMostFigures, " figures; divide it"),
        {{"line", absl::StrCat(row.line)}});
  }
  return table;
}

}  // namespace plenary::indicators
