#include "services/printing/sheet_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/util/time_util.h"
#include "services/names/written.h"
#include "services/printing/words_rules.h"

namespace plenary::printing {
namespace {

using documents::Data;
using documents::Language;
using google::protobuf::util::TimeUtil;
using Strings = google::protobuf::RepeatedPtrField<std::string>;

constexpr char kUnbrokenBlank[] = "\u00A0";

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

// Texts that are there, with `between` between them.
std::string JoinFilled(const std::vector<std::string>& texts, absl::string_view between) {
  std::string joined;
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    if (!joined.empty()) joined.append(between.data(), between.size());
    joined += text;
  }
  return joined;
}

std::string Enumerated(const Strings& texts, Language language) {
  return absl::StrJoin(texts, EnumerationComma(language));
}

// Keeps together what would not be read in two lines: the parts of a number.
std::string Unbroken(const std::string& text) {
  return absl::StrReplaceAll(text, {{" ", kUnbrokenBlank}});
}

// A line of cells that are compared; how a cell is broken into lines is none of its words.
void AddLine(const std::string& about, std::vector<std::string> cells, Sheet& sheet) {
  for (std::string& cell : cells) {
    absl::StrReplaceAll({{"\n", " "}, {kUnbrokenBlank, " "}}, &cell);
  }
  sheet.lines.push_back({about, JoinFilled(cells, " | ")});
}

absl::CivilSecond WallClock(const std::string& local) {
  absl::CivilSecond time;
  absl::ParseCivilTime(local, &time);
  return time;
}

std::string TimesOf(const v1::ProgrammeItem& item) {
  return documents::FormatTimes(absl::CivilMinute(WallClock(item.local_start())),
                                absl::CivilMinute(WallClock(item.local_end())));
}

// «Прибытие, Belavia B2 956».
std::string TitleOf(const v1::ProgrammeItem& item, Language language) {
  if (item.journey().empty() || absl::StrContains(item.title(), item.journey())) {
    return item.title();
  }
  const absl::string_view comma = language == Language::kChinese ? "，" : ", ";
  return absl::StrCat(item.title(), comma, Unbroken(item.journey()));
}

// The parties of a meeting, unless they are its title; without `own`, whose programme it is.
std::string PartiesOf(const v1::ProgrammeItem& item, const std::string& own, Language language) {
  if (!item.is_meeting() || item.title() == absl::StrJoin(item.parties(), " – ")) return "";
  Strings others;
  for (const std::string& party : item.parties()) {
    if (party != own) *others.Add() = party;
  }
  return Enumerated(others, language);
}

// A telephone of a programme: "Ответов Пётр: +375 17 000-00-02".
struct Phone {
  std::string owner;  // empty where it is not said
  std::string number;
};
Phone PhoneIn(const std::string& text) {
  const size_t colon = text.rfind(": ");
  if (colon == std::string::npos) return {"", text};
  return {text.substr(0, colon), text.substr(colon + 2)};
}

bool IsAmong(const std::string& name, const Strings& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Cars, interpreters or officials with their telephones behind them.
std::string WithPhones(const Strings& names, const v1::ProgrammeItem& item) {
  std::vector<std::string> entries;
  entries.reserve(static_cast<size_t>(names.size()));
  for (const std::string& name : names) {
    std::string entry = name;
    for (const std::string& text : item.phones()) {
      const Phone phone = PhoneIn(text);
      const bool is_own =
          phone.owner == name || absl::EndsWith(name, absl::StrCat(" (", phone.owner, ")"));
      if (!phone.owner.empty() && is_own) absl::StrAppend(&entry, "\n", Unbroken(phone.number));
    }
    entries.push_back(std::move(entry));
  }
  return absl::StrJoin(entries, "\n");
}

std::string PhonesOf(const Strings& officials, const v1::ProgrammeItem& item) {
  std::vector<std::string> phones;
  for (const std::string& text : item.phones()) {
    const Phone phone = PhoneIn(text);
    if (phone.owner.empty() || !IsAmong(phone.owner, officials)) continue;
    const std::string number = Unbroken(phone.number);
    phones.push_back(officials.size() == 1 ? number : absl::StrCat(phone.owner, ": ", number));
  }
  return absl::StrJoin(phones, "\n");
}

std::string InterpretationOf(const v1::ProgrammeItem& item, Language language) {
  return JoinFilled(
      {WithPhones(item.interpreters(), item), InterpretationWord(item.interpretation(), language)},
      "\n");
}

// Calls `write` for each item that takes place on the days wanted; it returns the record of the
// item, and adds its line.
template <class Write>
void FillDays(const v1::Programme& programme, absl::optional<absl::CivilDay> only,
              const std::string& items_name, Language language, Sheet& sheet, const Write& write) {
  std::vector<Data>& days = sheet.data.lists["days"];
  for (const v1::Programme::Day& day : programme.days()) {
    absl::CivilDay date;
    absl::ParseCivilTime(day.date(), &date);
    if (only && date != *only) continue;
    Data record;
    record.texts["date"] = documents::FormatDateWithWeekday(date, language);
    std::vector<Data>& items = record.lists[items_name];
    for (const v1::ProgrammeItem& item : day.items()) {
      if (item.state() != v1::CANCELLED) items.push_back(write(item, date));
    }
    if (!items.empty()) days.push_back(std::move(record));
  }
  sheet.version = programme.version();
}

// Those of an item who can be called, each with what they are there.
std::vector<Contact> ContactsOf(const v1::ProgrammeItem& item, Language language) {
  std::vector<Contact> contacts;
  contacts.reserve(static_cast<size_t>(item.phones_size()));
  for (const std::string& text : item.phones()) {
    Phone phone = PhoneIn(text);
    Part part = Part::kDriver;
    if (IsAmong(phone.owner, item.responsible())) part = Part::kResponsible;
    if (IsAmong(phone.owner, item.interpreters())) part = Part::kInterpreter;
    contacts.push_back({PartWord(part, language), std::move(phone.owner), Unbroken(phone.number)});
  }
  return contacts;
}

void FillContacts(const std::vector<Contact>& contacts, Sheet& sheet) {
  std::set<std::string> seen;
  for (const Contact& contact : contacts) {
    if (!seen.insert(contact.name + contact.phone).second) continue;
    Data record;
    record.texts = {{"role", contact.role}, {"name", contact.name}, {"phone", contact.phone}};
    sheet.data.lists["contacts"].push_back(std::move(record));
    AddLine(absl::StrCat("contact of ", contact.name, contact.phone),
            {contact.role, contact.name, contact.phone}, sheet);
  }
}

}  // namespace

std::string DaysOf(const google::type::Interval& interval, absl::TimeZone zone, Language language) {
  if (!interval.has_start_time() || !interval.has_end_time()) return "";
  const absl::Time start = TimeOf(interval.start_time());
  // The end is not part of it: what ends at midnight ends on the day before.
  const absl::Time last = std::max(start, TimeOf(interval.end_time()) - absl::Microseconds(1));
  return documents::FormatDates(absl::ToCivilDay(start, zone), absl::ToCivilDay(last, zone),
                                language);
}

void FillEvent(const v1::Event& event, Language language, Data& data) {
  const std::string tag(documents::TagOf(language));
  absl::TimeZone zone;
  absl::LoadTimeZone(event.time_zone(), &zone);
  data.texts["event.name"] = names::WrittenText(event.display_names(), tag);
  data.texts["event.dates"] = DaysOf(event.interval(), zone, language);
  data.texts["event.place"] = JoinFilled({names::WrittenText(event.venue().localities(), tag),
                                          names::WrittenText(event.venue().display_names(), tag)},
                                         language == Language::kChinese ? "，" : ", ");
}

void FillPrint(const Sheet& sheet, absl::string_view id, absl::Time now, Language language,
               Data& data) {
  data.texts["print.version"] = sheet.version;
  data.texts["print.time"] =
      documents::FormatDateTime(absl::ToCivilMinute(now, sheet.zone), language);
  data.texts["print.id"] = std::string(id);
}

void FillMembers(const std::vector<Member>& members, Sheet& sheet) {
  std::vector<Data>& people = sheet.data.lists["people"];
  for (const Member& member : members) {
    Data record;
    record.texts = {{"number", absl::StrCat(people.size() + 1)},
                    {"name", member.name},
                    {"position", member.position},
                    {"organization", member.organization},
                    {"role", member.role},
                    {"note", member.note}};
    people.push_back(std::move(record));
    // The number stands in no line: whoever is added would change all behind.
    AddLine(member.participant,
            {member.name, member.position, member.organization, member.role, member.note}, sheet);
  }
  sheet.data.texts["delegation.size"] = absl::StrCat(members.size());
}

void FillGuestProgramme(const v1::Programme& programme, absl::optional<absl::CivilDay> day,
                        Language language, Sheet& sheet) {
  FillDays(programme, day, "items", language, sheet,
           [&](const v1::ProgrammeItem& item, absl::CivilDay date) {
             const std::string title = TitleOf(item, language);
             const std::string remarks = JoinFilled(
                 {PartiesOf(item, programme.display_name(), language), item.guest_note()}, "\n");
             Data record;
             record.texts = {{"time", TimesOf(item)},
                             {"title", title},
                             {"place", item.place()},
                             {"remarks", remarks}};
             AddLine(item.activity(),
                     {documents::FormatDate(date, language), TimesOf(item), title, item.place(),
                      remarks},
                     sheet);
             return record;
           });
}

void FillWorkingProgramme(const v1::Programme& programme, absl::optional<absl::CivilDay> day,
                          Language language, Sheet& sheet) {
  FillDays(
      programme, day, "items", language, sheet,
      [&](const v1::ProgrammeItem& item, absl::CivilDay date) {
        const std::string title = TitleOf(item, language);
        const std::string meets = Enumerated(item.attendees(), language);
        const std::string car = WithPhones(item.vehicles(), item);
        const std::string interpreter = InterpretationOf(item, language);
        const std::string responsible = Enumerated(item.responsible(), language);
        const std::string phone = PhonesOf(item.responsible(), item);
        const std::string remarks = JoinFilled(
            {PartiesOf(item, programme.display_name(), language), item.guest_note(), item.note()},
            "\n");
        Data record;
        record.texts = {{"time", TimesOf(item)},
                        {"title", title},
                        {"place", item.place()},
                        {"meets", meets},
                        {"car", car},
                        {"interpreter", interpreter},
                        {"responsible", responsible},
                        {"phone", phone},
                        {"remarks", remarks}};
        AddLine(item.activity(),
                {documents::FormatDate(date, language), TimesOf(item), title, item.place(), meets,
                 car, interpreter, responsible, phone, remarks},
                sheet);
        return record;
      });
}

void FillEventProgramme(const v1::Programme& programme,
                        const std::map<std::string, std::vector<Speaker>>& speakers,
                        absl::optional<absl::CivilDay> day, Language language, Sheet& sheet) {
  const auto write = [&](const v1::ProgrammeItem& item, absl::CivilDay date) {
    std::vector<std::string> languages;
    languages.reserve(static_cast<size_t>(item.languages_size()));
    for (const std::string& tag : item.languages()) {
      languages.push_back(LanguageWord(tag, language));
    }
    const std::string spoken = absl::StrJoin(languages, EnumerationComma(language));
    const std::string interpretation = InterpretationWord(item.interpretation(), language);
    Data record;
    record.texts = {{"time", TimesOf(item)},       {"title", item.title()},
                    {"hall", item.place()},        {"track", item.track()},
                    {"languages", spoken},         {"interpretation", interpretation},
                    {"remarks", item.guest_note()}};
    std::vector<std::string> cells = {documents::FormatDate(date, language),
                                      TimesOf(item),
                                      item.title(),
                                      item.place(),
                                      item.track(),
                                      spoken,
                                      interpretation,
                                      item.guest_note()};
    const auto found = speakers.find(item.activity());
    if (found != speakers.end()) {
      for (const Speaker& speaker : found->second) {
        Data who;
        who.texts = {
            {"name", speaker.name}, {"affiliation", speaker.affiliation}, {"role", speaker.role}};
        record.lists["speakers"].push_back(std::move(who));
        cells.push_back(JoinFilled({speaker.name, speaker.affiliation, speaker.role}, ", "));
      }
    }
    AddLine(item.activity(), std::move(cells), sheet);
    return record;
  };
  FillDays(programme, day, "sessions", language, sheet, write);
}

void FillHeadDay(const v1::Itinerary& itinerary, absl::CivilDay day, std::vector<Contact> contacts,
                 Language language, Sheet& sheet) {
  std::vector<Data>& items = sheet.data.lists["items"];
  for (const v1::ProgrammeItem& item : itinerary.items()) {
    const bool is_on_day = absl::CivilDay(WallClock(item.local_start())) == day;
    if (!is_on_day || item.state() == v1::CANCELLED) continue;
    Strings others;
    for (const std::string& name : item.attendees()) {
      if (name != itinerary.display_name()) *others.Add() = name;
    }
    const std::string title = TitleOf(item, language);
    const std::string with =
        JoinFilled({PartiesOf(item, sheet.data.texts["delegation.name"], language),
                    Enumerated(others, language)},
                   "\n");
    const std::string remarks = JoinFilled({item.guest_note(), item.note()}, "\n");
    Data record;
    record.texts = {{"time", TimesOf(item)},
                    {"title", title},
                    {"place", item.place()},
                    {"with", with},
                    {"remarks", remarks}};
    items.push_back(std::move(record));
    AddLine(item.activity(), {TimesOf(item), title, item.place(), with, remarks}, sheet);
    for (Contact& contact : ContactsOf(item, language)) contacts.push_back(std::move(contact));
  }
  FillContacts(contacts, sheet);
  sheet.data.texts["day.date"] = documents::FormatDateWithWeekday(day, language);
  sheet.version = itinerary.version();
}

}  // namespace plenary::printing
