// A programme or an itinerary as a table: CSV or XLSX.
#ifndef PLENARY_SERVICES_INTERCHANGE_PROGRAMME_TABLE_H_
#define PLENARY_SERVICES_INTERCHANGE_PROGRAMME_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/interchange/table_writer.h"

namespace plenary::interchange {

// An item of a programme: a session, a meeting, a transfer. Texts are in the reader's language;
// what is not told is empty.
struct ProgrammeRow {
  // Local time at each end, in whole minutes: a flight begins and ends in different zones.
  absl::CivilMinute start;
  absl::CivilMinute end;
  std::string start_zone;  // "Europe/Minsk"
  std::string end_zone;
  std::string kind;  // "session", "transfer"
  std::string title;
  std::string room;
  std::string venue;
  std::string track;
  std::vector<std::string> languages;
  std::string interpretation;  // "simultaneous, supplied by us"
  std::vector<std::string> speakers;
  std::vector<std::string> moderators;
  std::vector<std::string> parties;  // of a meeting
  std::string responsible;           // the official
  std::string phone;                 // theirs
  std::string vehicle;
  std::vector<std::string> interpreters;
  std::string state;  // "tentative"
  std::string note;
};

enum class ProgrammeColumn {
  kDate,
  kStart,
  kEndDate,  // only written where it is not the date of the start
  kEnd,
  kZone,  // both, where they differ
  kKind,
  kTitle,
  kParties,
  kRoom,
  kVenue,
  kTrack,
  kSpeakers,
  kModerators,
  kLanguages,
  kInterpretation,
  kInterpreters,
  kVehicle,
  kResponsible,
  kPhone,
  kState,
  kNote,
};

struct ProgrammeTable {
  std::string locale;  // of the headings: "ru", "be", "en" or "zh"; English for any other
  // Of the sheet. What no sheet can be called is mended: it is cut to 31 characters, signs that are
  // not allowed become blanks, and none at all becomes "Programme" in that language.
  std::string name;
  // In their order. Empty: date, start, end and title, and those others in which any row has
  // something.
  std::vector<ProgrammeColumn> columns;
  std::vector<ProgrammeRow> rows;
};

// What stands above a column; no two have the same.
std::string ProgrammeHeading(ProgrammeColumn column, absl::string_view locale);

// Writes the headings and a row for each of the table, in its order; dates as 2023-04-18 and times
// as 09:30, several people or languages in one cell with semicolons between them.
//
// RESOURCE_EXHAUSTED: TABLE_TOO_LARGE where the format has no room for it. Or whatever the sink
// failed with.
absl::Status WriteProgrammeCsv(const ProgrammeTable& table, const CsvStyle& style, ByteSink& sink);
absl::Status WriteProgrammeXlsx(const ProgrammeTable& table, ByteSink& sink);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_PROGRAMME_TABLE_H_
