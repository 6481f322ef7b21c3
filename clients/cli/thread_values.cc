#include "clients/cli/thread_values.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/trips.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using Parts = std::vector<std::string>;
using Shown = std::function<std::string(const std::string&)>;

const std::map<const Descriptor*, std::string>& Forms() {
  static const auto* const kForms = new std::map<const Descriptor*, std::string>{
      {v1::DocumentReference::descriptor(), "[KIND:]NUMBER[@DATE]|URL"},
      {v1::Presence::descriptor(), "PERSON:ours|theirs[:head][:there][:ROLE]"},
      {v1::Body::Side::descriptor(), "ORGANIZATION[:PERSON[@FROM[/TO]]]..."},
      {v1::Body::AssignedOfficial::descriptor(), "PERSON[:ORGANIZATION][@SINCE]"},
      {v1::Protocol::Signatory::descriptor(), "ORGANIZATION:PERSON[:POWERS[:OFFICE|DOCUMENT]]"},
      {v1::Protocol::Initials::descriptor(), "ORGANIZATION:PERSON:DATE[:PLACE]"},
      {v1::ProtocolItem::Undertaking::descriptor(),
       "ours|theirs|joint[:ORGANIZATION]...[@DATE|@continuous]"},
      {v1::Due::descriptor(), "DATE|PERIOD:UNTIL[:FROM]|continuous[:UNTIL]"},
      {v1::Commitment::Source::descriptor(), "ACTION_PLAN|TITLE@DATE[:NUMBER[:AUTHOR]]"},
      {v1::ActionItem::Executor::descriptor(), "ORGANIZATION[:PERSON]|people/PERSON"},
      {v1::ActionItem::PlannedEvent::descriptor(), "KIND:QUARTER[:ORGANIZATION][@PLACE][=EVENT]"},
      {v1::Evidence::descriptor(), "events/EVENT|DOCUMENT"},
      {v1::FigurePeriod::descriptor(), "YEAR[-Q1|-01|-01/09]"},
      {v1::FigureColumn::descriptor(), "COLUMN=FIELD[:PERIOD]"},
      {v1::Trip::AgreedPoint::descriptor(),
       "ours|theirs|joint[:ORGANIZATION][@DATE|@continuous]=[LANG=]TEXT"},
  };
  return *kForms;
}

absl::Status Expected(const Message& value, absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("expected ", ThreadForm(*value.GetDescriptor()), ", not \"", text, "\""));
}

// Sets an enum from its text, as every enum is typed.
template <class Enum>
absl::Status ReadEnum(absl::string_view text, Enum& value) {
  const auto& type = *google::protobuf::GetEnumDescriptor<Enum>();
  const absl::StatusOr<std::string> name = EnumName(type, text);
  if (!name.ok()) return name.status();
  value = static_cast<Enum>(type.FindValueByName(*name)->number());
  return absl::OkStatus();
}

// "Kursk@2023-08-24" as "Kursk" and "2023-08-24"; without the sign the second is empty.
std::pair<std::string, std::string> SplitAtLast(absl::string_view text, char sign) {
  const size_t at = text.rfind(sign);
  if (at == absl::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

absl::Status SetDocument(v1::DocumentReference& document, absl::string_view text) {
  if (absl::StrContains(text, "://")) {
    document.set_external_url(std::string(text));
    return absl::OkStatus();
  }
  const size_t colon = text.find(':');
  v1::DocumentReference::Kind kind = v1::DocumentReference::KIND_UNSPECIFIED;
  // A number may have a colon, too.
  if (colon != absl::string_view::npos && ReadEnum(text.substr(0, colon), kind).ok()) {
    document.set_kind(kind);
    text.remove_prefix(colon + 1);
  }
  std::pair<std::string, std::string> number_and_date = SplitAtLast(text, '@');
  if (number_and_date.first.empty()) return Expected(document, text);
  document.set_registration_number(std::move(number_and_date.first));
  document.set_date(std::move(number_and_date.second));
  return absl::OkStatus();
}

// "p1:theirs:head:there:Deputy Minister"
absl::Status SetPresence(v1::Presence& presence, absl::string_view text) {
  Parts parts = absl::StrSplit(text, ':');
  if (parts.size() < 2 || parts[0].empty()) return Expected(presence, text);
  v1::Negotiation::Side side = v1::Negotiation::SIDE_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[1], side); !status.ok()) return status;
  presence.set_person(parts[0]);
  presence.set_side(side);
  auto rest = parts.begin() + 2;
  for (; rest != parts.end() && (*rest == "head" || *rest == "there"); ++rest) {
    if (*rest == "head") presence.set_is_head(true);
    if (*rest == "there") presence.set_was_there(true);
  }
  presence.set_role(absl::StrJoin(rest, parts.end(), ":"));
  return absl::OkStatus();
}

// "minsvyaz:p1@2019-03-01/2023-05-01:p2"
absl::Status SetBodySide(v1::Body::Side& side, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, ':');
  if (parts[0].empty()) return Expected(side, text);
  side.set_organization(parts[0]);
  for (size_t i = 1; i < parts.size(); ++i) {
    const std::pair<std::string, std::string> person_and_days = SplitAtLast(parts[i], '@');
    const std::pair<std::string, std::string> days =
        absl::StrSplit(person_and_days.second, absl::MaxSplits('/', 1));
    v1::Body::CoChair& co_chair = *side.add_co_chairs();
    co_chair.set_person(person_and_days.first);
    co_chair.set_from_date(days.first);
    co_chair.set_to_date(days.second);
  }
  return absl::OkStatus();
}

absl::Status SetOfficial(v1::Body::AssignedOfficial& official, absl::string_view text) {
  const std::pair<std::string, std::string> who_and_since = SplitAtLast(text, '@');
  const Parts parts = absl::StrSplit(who_and_since.first, ':');
  if (parts[0].empty() || parts.size() > 2) return Expected(official, text);
  official.set_person(parts[0]);
  if (parts.size() == 2) official.set_organization(parts[1]);
  official.set_since_date(who_and_since.second);
  return absl::OkStatus();
}

// "minsvyaz:p1:co-chair", "minsvyaz:p1:office:Minister", "kursk:p2:full-powers:12/3@2023-08-01"
absl::Status SetSignatory(v1::Protocol::Signatory& signatory, absl::string_view text,
                          const Reading& reading) {
  const Parts parts = absl::StrSplit(text, absl::MaxSplits(':', 3));
  if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) return Expected(signatory, text);
  signatory.set_side(parts[0]);
  signatory.set_person(parts[1]);
  if (parts.size() == 2) return absl::OkStatus();
  v1::Protocol::Powers powers = v1::Protocol::POWERS_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[2], powers); !status.ok()) return status;
  signatory.set_powers(powers);
  if (parts.size() == 3) return absl::OkStatus();
  if (powers == v1::Protocol::FULL_POWERS) {
    return SetDocument(*signatory.mutable_powers_document(), parts[3]);
  }
  const Spoken office = ParseSpoken(parts[3], reading);
  v1::LocalizedText& added = *signatory.add_offices();
  added.set_language(office.language);
  added.set_side(office.side);
  added.set_text(office.text);
  return absl::OkStatus();
}

absl::Status SetInitials(v1::Protocol::Initials& initials, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, absl::MaxSplits(':', 3));
  if (parts.size() < 3) return Expected(initials, text);
  initials.set_side(parts[0]);
  initials.set_person(parts[1]);
  initials.set_date(parts[2]);
  if (parts.size() == 4) initials.set_place(parts[3]);
  return absl::OkStatus();
}

// What follows "@": a day, or "continuous".
template <class Undertaken>
void SetDay(Undertaken& undertaken, const std::string& day) {
  if (day == "continuous") {
    undertaken.set_is_continuous(true);
  } else {
    undertaken.set_due_date(day);
  }
}

// "ours:minsvyaz:htp@2023-12-31"
absl::Status SetUndertaking(v1::ProtocolItem::Undertaking& undertaking, absl::string_view text) {
  const std::pair<std::string, std::string> who_and_day = SplitAtLast(text, '@');
  Parts parts = absl::StrSplit(who_and_day.first, ':');
  v1::ProtocolItem::Side side = v1::ProtocolItem::SIDE_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[0], side); !status.ok()) return status;
  undertaking.set_side(side);
  for (size_t i = 1; i < parts.size(); ++i) undertaking.add_executors(std::move(parts[i]));
  SetDay(undertaking, who_and_day.second);
  return absl::OkStatus();
}

// "2023-12-31", "quarter:2025-12-31", "continuous"
absl::Status SetDue(v1::Due& due, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, ':');
  if (parts[0] == "continuous") {
    if (parts.size() > 2) return Expected(due, text);
    due.mutable_continuous()->set_until(parts.size() == 2 ? parts[1] : "");
    return absl::OkStatus();
  }
  if (parts.size() == 1) {
    due.set_date(parts[0]);
    return absl::OkStatus();
  }
  v1::Due::Period period = v1::Due::PERIOD_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[0], period); !status.ok()) return status;
  if (parts.size() > 3) return Expected(due, text);
  due.mutable_periodic()->set_period(period);
  due.mutable_periodic()->set_until(parts[1]);
  if (parts.size() == 3) due.mutable_periodic()->set_from(parts[2]);
  return absl::OkStatus();
}

// "china-2023-2025" is a plan, "Directive No. 9@2021-12-03:9:President" an instruction.
absl::Status SetSource(v1::Commitment::Source& source, absl::string_view text) {
  const size_t at = text.find('@');
  if (at == absl::string_view::npos) {
    source.set_action_plan(std::string(text));
    return absl::OkStatus();
  }
  const Parts parts = absl::StrSplit(text.substr(at + 1), absl::MaxSplits(':', 2));
  v1::Commitment::Instruction& instruction = *source.mutable_instruction();
  instruction.set_title(std::string(text.substr(0, at)));
  instruction.set_date(parts[0]);
  if (parts.size() > 1) instruction.set_number(parts[1]);
  if (parts.size() > 2) instruction.set_author(parts[2]);
  return absl::OkStatus();
}

absl::Status SetExecutor(v1::ActionItem::Executor& executor, absl::string_view text) {
  const Parts parts = absl::StrSplit(text, ':');
  if (parts.size() > 2 || parts[0].empty()) return Expected(executor, text);
  if (absl::StartsWith(parts[0], "people/") && parts.size() == 1) {
    executor.set_person(parts[0]);
    return absl::OkStatus();
  }
  executor.set_organization(parts[0]);
  if (parts.size() == 2) executor.set_person(parts[1]);
  return absl::OkStatus();
}

// "forum:2:chelyabinsk@Chelyabinsk=events/forum"
absl::Status SetPlannedEvent(v1::ActionItem::PlannedEvent& planned, absl::string_view text) {
  const std::pair<std::string, std::string> rest_and_event = SplitAtLast(text, '=');
  const std::pair<std::string, std::string> what_and_place =
      absl::StrSplit(rest_and_event.first, absl::MaxSplits('@', 1));
  const Parts parts = absl::StrSplit(what_and_place.first, ':');
  int32_t quarter;
  if (parts.size() < 2 || parts.size() > 3 || !absl::SimpleAtoi(parts[1], &quarter)) {
    return Expected(planned, text);
  }
  v1::Event::Kind kind = v1::Event::KIND_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[0], kind); !status.ok()) return status;
  planned.set_kind(kind);
  planned.set_quarter(quarter);
  if (parts.size() == 3) planned.set_counterpart(parts[2]);
  planned.set_place(what_and_place.second);
  planned.set_event(rest_and_event.second);
  return absl::OkStatus();
}

absl::Status SetEvidence(v1::Evidence& evidence, absl::string_view text) {
  if (absl::StartsWith(text, "events/")) {
    evidence.set_event(std::string(text));
    return absl::OkStatus();
  }
  return SetDocument(*evidence.mutable_document(), text);
}

// "2023", "2023-Q3", "2023-09", "2023-01/09"
absl::Status SetPeriod(v1::FigurePeriod& period, absl::string_view text) {
  const std::pair<std::string, std::string> year_and_part =
      absl::StrSplit(text, absl::MaxSplits('-', 1));
  absl::string_view part = year_and_part.second;
  int32_t year;
  int32_t number = 0;
  if (!absl::SimpleAtoi(year_and_part.first, &year)) return Expected(period, text);
  period.set_year(year);
  period.set_kind(part.empty()                        ? v1::FigurePeriod::YEAR
                  : absl::ConsumePrefix(&part, "Q")   ? v1::FigurePeriod::QUARTER
                  : absl::ConsumePrefix(&part, "q")   ? v1::FigurePeriod::QUARTER
                  : absl::ConsumePrefix(&part, "01/") ? v1::FigurePeriod::CUMULATIVE
                                                      : v1::FigurePeriod::MONTH);
  if (!part.empty() && !absl::SimpleAtoi(part, &number)) return Expected(period, text);
  period.set_number(number);
  return absl::OkStatus();
}

// "1=country", "3=value:2023-Q3"
absl::Status SetColumn(v1::FigureColumn& column, absl::string_view text) {
  const Parts sides = absl::StrSplit(text, absl::MaxSplits('=', 1));
  int32_t index;
  if (sides.size() != 2 || !absl::SimpleAtoi(sides[0], &index)) return Expected(column, text);
  const Parts parts = absl::StrSplit(sides[1], absl::MaxSplits(':', 1));
  v1::FigureColumn::Field field = v1::FigureColumn::FIELD_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[0], field); !status.ok()) return status;
  column.set_index(index);
  column.set_field(field);
  return parts.size() == 2 ? SetPeriod(*column.mutable_period(), parts[1]) : absl::OkStatus();
}

// "theirs:kursk@2023-12-31=ru=Прислать перечень"
absl::Status SetPoint(v1::Trip::AgreedPoint& point, absl::string_view text,
                      const Reading& reading) {
  const Parts sides = absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (sides.size() != 2) return Expected(point, text);
  const std::pair<std::string, std::string> who_and_day = SplitAtLast(sides[0], '@');
  const Parts parts = absl::StrSplit(who_and_day.first, ':');
  v1::Trip::Side side = v1::Trip::SIDE_UNSPECIFIED;
  if (absl::Status status = ReadEnum(parts[0], side); !status.ok()) return status;
  point.set_side(side);
  if (parts.size() > 1) point.set_counterpart(parts[1]);
  SetDay(point, who_and_day.second);
  const Spoken spoken = ParseSpoken(sides[1], reading);
  v1::Trip::Text& said = *point.add_texts();
  said.set_language(spoken.language);
  said.set_text(spoken.text);
  return absl::OkStatus();
}

void SetText(Message& value, const Spoken& spoken) {
  const auto set = [&](const char* field, const std::string& text) {
    value.GetReflection()->SetString(&value, value.GetDescriptor()->FindFieldByName(field), text);
  };
  set("language", spoken.language);
  set("text", spoken.text);
}

// ---- As they are read.

std::string DueText(const v1::Due& due) {
  switch (due.due_case()) {
    case v1::Due::kDate:
      return due.date();
    case v1::Due::kPeriodic:
      return absl::StrCat(EnumText(v1::Due::Period_Name(due.periodic().period())), ":",
                          due.periodic().until());
    case v1::Due::kContinuous:
      return due.continuous().until().empty()
                 ? "continuous"
                 : absl::StrCat("continuous:", due.continuous().until());
    default:
      return "";
  }
}

std::string DocumentText(const v1::DocumentReference& document) {
  if (document.registration_number().empty()) return document.external_url();
  return absl::StrCat(document.registration_number(), document.date().empty() ? "" : "@",
                      document.date());
}

std::string ExecutorText(const v1::ActionItem::Executor& executor, const Shown& shown) {
  if (executor.person().empty()) return shown(executor.organization());
  if (executor.organization().empty()) return shown(executor.person());
  return absl::StrCat(shown(executor.organization()), ":", shown(executor.person()));
}

}  // namespace

bool IsTextInALanguage(const Descriptor& type) {
  const auto* language = type.FindFieldByName("language");
  const auto* text = type.FindFieldByName("text");
  return language != nullptr && text != nullptr &&
         language->type() == google::protobuf::FieldDescriptor::TYPE_STRING;
}

std::string ThreadForm(const Descriptor& type) {
  const auto found = Forms().find(&type);
  if (found != Forms().end()) return found->second;
  return IsTextInALanguage(type) ? "LANG=TEXT" : "";
}

absl::Status SetThreadValue(Message& value, absl::string_view text, const Reading& reading) {
  if (auto* document = dynamic_cast<v1::DocumentReference*>(&value)) {
    return SetDocument(*document, text);
  }
  if (auto* presence = dynamic_cast<v1::Presence*>(&value)) return SetPresence(*presence, text);
  if (auto* side = dynamic_cast<v1::Body::Side*>(&value)) return SetBodySide(*side, text);
  if (auto* official = dynamic_cast<v1::Body::AssignedOfficial*>(&value)) {
    return SetOfficial(*official, text);
  }
  if (auto* signatory = dynamic_cast<v1::Protocol::Signatory*>(&value)) {
    return SetSignatory(*signatory, text, reading);
  }
  if (auto* initials = dynamic_cast<v1::Protocol::Initials*>(&value)) {
    return SetInitials(*initials, text);
  }
  if (auto* undertaking = dynamic_cast<v1::ProtocolItem::Undertaking*>(&value)) {
    return SetUndertaking(*undertaking, text);
  }
  if (auto* due = dynamic_cast<v1::Due*>(&value)) return SetDue(*due, text);
  if (auto* source = dynamic_cast<v1::Commitment::Source*>(&value)) return SetSource(*source, text);
  if (auto* executor = dynamic_cast<v1::ActionItem::Executor*>(&value)) {
    return SetExecutor(*executor, text);
  }
  if (auto* planned = dynamic_cast<v1::ActionItem::PlannedEvent*>(&value)) {
    return SetPlannedEvent(*planned, text);
  }
  if (auto* evidence = dynamic_cast<v1::Evidence*>(&value)) return SetEvidence(*evidence, text);
  if (auto* period = dynamic_cast<v1::FigurePeriod*>(&value)) return SetPeriod(*period, text);
  if (auto* column = dynamic_cast<v1::FigureColumn*>(&value)) return SetColumn(*column, text);
  if (auto* point = dynamic_cast<v1::Trip::AgreedPoint*>(&value)) {
    return SetPoint(*point, text, reading);
  }
  SetText(value, ParseSpoken(text, reading));
  return absl::OkStatus();
}

absl::optional<std::string> ThreadText(const Message& value, const Shown& shown) {
  if (const auto* due = dynamic_cast<const v1::Due*>(&value)) return DueText(*due);
  if (const auto* document = dynamic_cast<const v1::DocumentReference*>(&value)) {
    return DocumentText(*document);
  }
  if (const auto* presence = dynamic_cast<const v1::Presence*>(&value)) {
    return shown(presence->person());
  }
  if (const auto* side = dynamic_cast<const v1::Body::Side*>(&value)) {
    return shown(side->organization());
  }
  if (const auto* executor = dynamic_cast<const v1::ActionItem::Executor*>(&value)) {
    return ExecutorText(*executor, shown);
  }
  if (const auto* evidence = dynamic_cast<const v1::Evidence*>(&value)) {
    return evidence->has_document() ? DocumentText(evidence->document()) : evidence->event();
  }
  if (const auto* period = dynamic_cast<const v1::FigurePeriod*>(&value)) {
    return PeriodText(*period);
  }
  return absl::nullopt;
}

std::string PeriodText(const v1::FigurePeriod& period) {
  switch (period.kind()) {
    case v1::FigurePeriod::QUARTER:
      return absl::StrCat(period.year(), "-Q", period.number());
    case v1::FigurePeriod::MONTH:
      return absl::StrFormat("%d-%02d", period.year(), period.number());
    case v1::FigurePeriod::CUMULATIVE:
      return absl::StrFormat("%d-01/%02d", period.year(), period.number());
    default:
      return absl::StrCat(period.year());
  }
}

}  // namespace plenary::cli
