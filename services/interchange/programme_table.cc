#include "services/interchange/programme_table.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/names/clean.h"

namespace plenary::interchange {
namespace {

std::string TimeText(absl::CivilMinute time) {
  return absl::StrFormat("%02d:%02d", time.hour(), time.minute());
}

std::string EndDateText(const ProgrammeRow& row) {
  const absl::CivilDay end(row.end);
  return end == absl::CivilDay(row.start) ? "" : absl::FormatCivilTime(end);
}

std::string ZoneText(const ProgrammeRow& row) {
  if (row.end_zone.empty() || row.end_zone == row.start_zone) return row.start_zone;
  return absl::StrCat(row.start_zone, " → ", row.end_zone);
}

std::string ListText(const std::vector<std::string>& texts) { return absl::StrJoin(texts, "; "); }

struct Column {
  ProgrammeColumn column;
  absl::string_view en, ru, be, zh;
  double width;  // in characters
  std::string (*text)(const ProgrammeRow& row);
};

// In the order of ProgrammeColumn.
constexpr Column kColumns[] = {
    {ProgrammeColumn::kDate, "Date", "Дата", "Дата", "日期", 11,
     [](const ProgrammeRow& row) { return absl::FormatCivilTime(absl::CivilDay(row.start)); }},
    {ProgrammeColumn::kStart, "Start", "Начало", "Пачатак", "开始时间", 9,
     [](const ProgrammeRow& row) { return TimeText(row.start); }},
    {ProgrammeColumn::kEndDate, "End date", "Дата окончания", "Дата заканчэння", "结束日期", 15,
     EndDateText},
    {ProgrammeColumn::kEnd, "End", "Окончание", "Заканчэнне", "结束时间", 11,
     [](const ProgrammeRow& row) { return TimeText(row.end); }},
    {ProgrammeColumn::kZone, "Time zone", "Часовой пояс", "Часавы пояс", "时区", 16, ZoneText},
    {ProgrammeColumn::kKind, "Kind", "Вид", "Від", "类别", 14,
     [](const ProgrammeRow& row) { return row.kind; }},
    {ProgrammeColumn::kTitle, "Item", "Мероприятие", "Мерапрыемства", "活动内容", 50,
     [](const ProgrammeRow& row) { return row.title; }},
    {ProgrammeColumn::kParties, "Parties", "Стороны", "Бакі", "会谈各方", 30,
     [](const ProgrammeRow& row) { return ListText(row.parties); }},
    {ProgrammeColumn::kRoom, "Hall", "Зал", "Зала", "会场", 18,
     [](const ProgrammeRow& row) { return row.room; }},
    {ProgrammeColumn::kVenue, "Venue", "Место проведения", "Месца правядзення", "地点", 24,
     [](const ProgrammeRow& row) { return row.venue; }},
    {ProgrammeColumn::kTrack, "Track", "Тематическое направление", "Тэматычны кірунак", "专题", 25,
     [](const ProgrammeRow& row) { return row.track; }},
    {ProgrammeColumn::kSpeakers, "Speakers", "Выступающие", "Выступоўцы", "发言人", 35,
     [](const ProgrammeRow& row) { return ListText(row.speakers); }},
    {ProgrammeColumn::kModerators, "Moderators", "Модераторы", "Мадэратары", "主持人", 25,
     [](const ProgrammeRow& row) { return ListText(row.moderators); }},
    {ProgrammeColumn::kLanguages, "Languages", "Языки", "Мовы", "语言", 20,
     [](const ProgrammeRow& row) { return ListText(row.languages); }},
    {ProgrammeColumn::kInterpretation, "Interpretation", "Перевод", "Пераклад", "口译", 20,
     [](const ProgrammeRow& row) { return row.interpretation; }},
    {ProgrammeColumn::kInterpreters, "Interpreters", "Переводчики", "Перакладчыкі", "口译员", 25,
     [](const ProgrammeRow& row) { return ListText(row.interpreters); }},
    {ProgrammeColumn::kVehicle, "Car", "Автомобиль", "Аўтамабіль", "车辆", 18,
     [](const ProgrammeRow& row) { return row.vehicle; }},
    {ProgrammeColumn::kResponsible, "Responsible official", "Ответственный", "Адказны", "负责人",
     25, [](const ProgrammeRow& row) { return row.responsible; }},
    {ProgrammeColumn::kPhone, "Phone", "Телефон", "Тэлефон", "电话", 18,
     [](const ProgrammeRow& row) { return row.phone; }},
    {ProgrammeColumn::kState, "State", "Состояние", "Стан", "状态", 16,
     [](const ProgrammeRow& row) { return row.state; }},
    {ProgrammeColumn::kNote, "Note", "Примечание", "Заўвага", "备注", 35,
     [](const ProgrammeRow& row) { return row.note; }},
};

const Column& ColumnOf(ProgrammeColumn column) { return kColumns[static_cast<size_t>(column)]; }

absl::string_view InLocale(absl::string_view locale, absl::string_view en, absl::string_view ru,
                           absl::string_view be, absl::string_view zh) {
  return locale == "ru" ? ru : locale == "be" ? be : locale == "zh" ? zh : en;
}

bool IsAlwaysThere(ProgrammeColumn column) {
  return column == ProgrammeColumn::kDate || column == ProgrammeColumn::kStart ||
         column == ProgrammeColumn::kEnd || column == ProgrammeColumn::kTitle;
}

std::vector<ProgrammeColumn> ColumnsOf(const ProgrammeTable& table) {
  if (!table.columns.empty()) return table.columns;
  std::vector<ProgrammeColumn> columns;
  columns.reserve(std::size(kColumns));
  for (const Column& column : kColumns) {
    const auto has_it = [&](const ProgrammeRow& row) { return !column.text(row).empty(); };
    if (IsAlwaysThere(column.column) || std::any_of(table.rows.begin(), table.rows.end(), has_it)) {
      columns.push_back(column.column);
    }
  }
  return columns;
}

absl::Status Write(const ProgrammeTable& table, const std::vector<ProgrammeColumn>& columns,
                   TableWriter& writer) {
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const ProgrammeColumn column : columns) {
    cells.push_back(ProgrammeHeading(column, table.locale));
  }
  PLENARY_RETURN_IF_ERROR(writer.Add(cells));
  for (const ProgrammeRow& row : table.rows) {
    for (size_t i = 0; i < columns.size(); ++i) cells[i] = ColumnOf(columns[i]).text(row);
    PLENARY_RETURN_IF_ERROR(writer.Add(cells));
  }
  return writer.Finish();
}

// The first characters of a text; Excel counts those outside the basic plane twice.
absl::string_view FirstCharacters(absl::string_view text, int count) {
  const auto* const bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  int64_t end = 0;
  while (end < size) {
    int64_t next = end;
    UChar32 character = 0;
    U8_NEXT(bytes, next, size, character);
    count -= character > 0xFFFF ? 2 : 1;
    if (count < 0) break;
    end = next;
  }
  return text.substr(0, static_cast<size_t>(end));
}

std::string SheetName(const ProgrammeTable& table) {
  constexpr int kMostCharacters = 31;
  const std::string allowed = absl::StrReplaceAll(
      table.name,
      {{"[", " "}, {"]", " "}, {":", " "}, {"*", " "}, {"?", " "}, {"/", " "}, {"\\", " "}});
  const std::string clean = names::Clean(allowed).text;
  absl::string_view name = FirstCharacters(clean, kMostCharacters);
  // Nor may it begin or end with one.
  while (absl::ConsumePrefix(&name, "'") || absl::ConsumeSuffix(&name, "'") ||
         absl::ConsumePrefix(&name, " ") || absl::ConsumeSuffix(&name, " ")) {
  }
  if (!name.empty()) return std::string(name);
  return std::string(InLocale(table.locale, "Programme", "Программа", "Праграма", "日程"));
}

}  // namespace

std::string ProgrammeHeading(ProgrammeColumn column, absl::string_view locale) {
  const Column& words = ColumnOf(column);
  return std::string(InLocale(locale, words.en, words.ru, words.be, words.zh));
}

absl::Status WriteProgrammeCsv(const ProgrammeTable& table, const CsvStyle& style, ByteSink& sink) {
  const std::unique_ptr<TableWriter> writer = MakeCsvWriter(sink, style);
  return Write(table, ColumnsOf(table), *writer);
}

absl::Status WriteProgrammeXlsx(const ProgrammeTable& table, ByteSink& sink) {
  const std::vector<ProgrammeColumn> columns = ColumnsOf(table);
  XlsxStyle style;
  style.sheet = SheetName(table);
  style.column_widths.reserve(columns.size());
  for (const ProgrammeColumn column : columns) {
    style.column_widths.push_back(ColumnOf(column).width);
  }
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<TableWriter> writer, MakeXlsxWriter(sink, style));
  return Write(table, columns, *writer);
}

}  // namespace plenary::interchange
