#include "services/schedule/export_row_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "services/schedule/export_words_rules.h"

namespace plenary::schedule {
namespace {

using Strings = google::protobuf::RepeatedPtrField<std::string>;

std::vector<std::string> Listed(const Strings& texts) { return {texts.begin(), texts.end()}; }

// Of "2023-04-18T10:00:00".
absl::CivilMinute MinuteOf(const std::string& local) {
  absl::CivilSecond time;
  absl::ParseCivilTime(local, &time);
  return absl::CivilMinute(time);
}

}  // namespace

interchange::ProgrammeRow RowOf(const v1::ProgrammeItem& item, absl::string_view language) {
  interchange::ProgrammeRow row;
  row.start = MinuteOf(item.local_start());
  row.end = MinuteOf(item.local_end());
  row.start_zone = item.start_time_zone();
  row.end_zone = item.end_time_zone();
  row.kind = KindWord(item, language);
  row.title =
      item.journey().empty() ? item.title() : absl::StrCat(item.title(), " (", item.journey(), ")");
  // Where nothing else says the place, it is the venue's name again.
  if (item.place() != item.venue()) row.room = item.place();
  row.venue = item.venue();
  row.track = item.track();
  row.languages = Listed(item.languages());
  row.interpretation = InterpretationWord(item.interpretation(), language);
  row.speakers = Listed(item.speakers());
  row.moderators = Listed(item.moderators());
  row.parties = Listed(item.parties());
  row.responsible = absl::StrJoin(item.responsible(), "; ");
  row.phone = absl::StrJoin(item.phones(), "; ");
  row.vehicle = absl::StrJoin(item.vehicles(), "; ");
  row.interpreters = Listed(item.interpreters());
  row.state = StateWord(item.state(), language);
  const bool has_both = !item.guest_note().empty() && !item.note().empty();
  row.note = absl::StrCat(item.guest_note(), has_both ? "\n" : "", item.note());
  return row;
}

}  // namespace plenary::schedule
