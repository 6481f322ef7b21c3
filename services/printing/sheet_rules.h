// From what is known to what stands on the paper: the data that a template is filled with, and the
// lines by which prints are compared. The fields are those of services/documents/shipped.h.
#ifndef PLENARY_SERVICES_PRINTING_SHEET_RULES_H_
#define PLENARY_SERVICES_PRINTING_SHEET_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "services/documents/dates.h"
#include "services/documents/template.h"
#include "services/printing/comparison_rules.h"

namespace plenary::printing {

// A document before its template is known.
struct Sheet {
  documents::Data data;
  std::vector<PrintedLine> lines;
  std::string version;  // of the schedule, of a list the number of the composition; empty: a draft
  absl::TimeZone zone;  // in which the time of the print is told
  // The highest of what stands on it.
  v1::Classification classification = v1::OFFICIAL;
};

// "event.name", "event.dates", "event.place".
void FillEvent(const v1::Event& event, documents::Language language, documents::Data& data);
// "print.version", "print.time", "print.id".
void FillPrint(const Sheet& sheet, absl::string_view id, absl::Time now,
               documents::Language language, documents::Data& data);
// The days of an interval, the last one included: «18–21 апреля 2023 г.»; empty where it has no
// start or no end.
std::string DaysOf(const google::type::Interval& interval, absl::TimeZone zone,
                   documents::Language language);

// Somebody on a list; every text as it stands there.
struct Member {
  std::string participant;  // the name of the resource
  std::string name;
  std::string position;
  std::string organization;
  std::string role;
  std::string note;
};
// In the order of the list.
void FillMembers(const std::vector<Member>& members, Sheet& sheet);

// What only the day's items are wanted of, where `day` is set. Cancelled items are left out.
void FillGuestProgramme(const v1::Programme& programme, absl::optional<absl::CivilDay> day,
                        documents::Language language, Sheet& sheet);
void FillWorkingProgramme(const v1::Programme& programme, absl::optional<absl::CivilDay> day,
                          documents::Language language, Sheet& sheet);

// Somebody who speaks; `role` empty for speakers.
struct Speaker {
  std::string name;
  std::string affiliation;
  std::string role;
};
// `speakers`: by the name of the session.
void FillEventProgramme(const v1::Programme& programme,
                        const std::map<std::string, std::vector<Speaker>>& speakers,
                        absl::optional<absl::CivilDay> day, documents::Language language,
                        Sheet& sheet);

// Whom to call.
struct Contact {
  std::string role;
  std::string name;
  std::string phone;
};
// The day of the head: items of the head's itinerary that begin on it. `contacts` come before those
// of the items.
void FillHeadDay(const v1::Itinerary& itinerary, absl::CivilDay day, std::vector<Contact> contacts,
                 documents::Language language, Sheet& sheet);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_SHEET_RULES_H_
