#include "clients/cli/values.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "clients/cli/schedule_values.h"
#include "clients/cli/thread_values.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/type/date.pb.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/imports.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;

constexpr char kColumnForm[] = "COLUMN=FIELD[:ID][@LANG]";
constexpr char kDecisionForm[] = "LINE=PERSON|new|leave-out";

absl::Status Expected(absl::string_view what, absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat("expected ", what, ", not \"", text, "\""));
}

template <class T>
bool Is(const FieldDescriptor& field) {
  return field.message_type() == T::descriptor();
}

bool IsLanguage(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  for (const absl::string_view part : parts) {
    if (part.empty() || part.size() > 8) return false;
    for (const char c : part) {
      if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) return false;
    }
  }
  return parts[0].size() >= 2;
}

void SetText(v1::LocalizedText& text, const Spoken& spoken) {
  text.set_language(spoken.language);
  text.set_side(spoken.side);
  text.set_text(spoken.text);
}

absl::Status SetPersonName(v1::PersonName& name, const Spoken& spoken) {
  const std::vector<std::string> parts = absl::StrSplit(spoken.text, ',');
  if (parts.size() > 3 || parts[0].empty()) {
    return Expected("FAMILY[,GIVEN[,PATRONYMIC]]", spoken.text);
  }
  const auto part = [&](size_t i) {
    return i < parts.size() ? std::string(absl::StripAsciiWhitespace(parts[i])) : "";
  };
  name.set_language(spoken.language);
  name.set_side(spoken.side);
  name.set_family_name(part(0));
  name.set_given_name(part(1));
  name.set_patronymic(part(2));
  return absl::OkStatus();
}

absl::Status SetTime(Timestamp& timestamp, absl::string_view text, const Reading& reading) {
  const absl::StatusOr<absl::Time> time = ParseTime(text, reading);
  if (!time.ok()) return time.status();
  const int64_t micros = absl::ToUnixMicros(*time);
  const int64_t seconds = absl::ToUnixSeconds(*time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>((micros - seconds * 1000000) * 1000));
  return absl::OkStatus();
}

// "1980-04-18"
absl::Status SetDate(google::type::Date& date, absl::string_view text) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) return Expected("a date as 1980-04-18", text);
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return absl::OkStatus();
}

absl::Status SetWindow(v1::RegistrationWindow& window, absl::string_view text,
                       const Reading& reading) {
  const std::pair<std::string, std::string> step_and_interval =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  const absl::StatusOr<std::string> step =
      EnumName(*v1::RegistrationWindow::Step_descriptor(), step_and_interval.first);
  if (!step.ok()) return step.status();
  v1::RegistrationWindow::Step value = v1::RegistrationWindow::STEP_UNSPECIFIED;
  v1::RegistrationWindow::Step_Parse(*step, &value);
  window.set_step(value);
  window.mutable_interval();
  const std::vector<std::string> ends = absl::StrSplit(step_and_interval.second, '/');
  if (ends.size() != 2) return Expected("STEP=[START]/[END]", text);
  absl::Status status;
  if (!ends[0].empty()) {
    status.Update(SetTime(*window.mutable_interval()->mutable_start_time(), ends[0], reading));
  }
  if (!ends[1].empty()) {
    status.Update(SetTime(*window.mutable_interval()->mutable_end_time(), ends[1], reading));
  }
  return status;
}

absl::Status SetQuotaLimit(v1::QuotaLimit& quota, absl::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '=');
  int32_t limit;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[1], &limit)) {
    return Expected("CATEGORY=SEATS", text);
  }
  quota.set_category(parts[0]);
  quota.set_limit(limit);
  return absl::OkStatus();
}

// "3=full-name@ru", "5=custom-value:shirt-size", "7=quota:delegate"
absl::Status SetImportColumn(v1::ImportColumn& column, absl::string_view text) {
  const std::vector<std::string> sides = absl::StrSplit(text, absl::MaxSplits('=', 1));
  int32_t index;
  if (sides.size() != 2 || !absl::SimpleAtoi(sides[0], &index)) return Expected(kColumnForm, text);
  const std::pair<std::string, std::string> meaning_and_language =
      absl::StrSplit(sides[1], absl::MaxSplits('@', 1));
  const std::pair<std::string, std::string> field_and_id =
      absl::StrSplit(meaning_and_language.first, absl::MaxSplits(':', 1));
  const auto& fields = *v1::ImportField_descriptor();
  const absl::StatusOr<std::string> name = EnumName(fields, field_and_id.first);
  if (!name.ok()) return name.status();
  column.set_index(index);
  column.set_field(static_cast<v1::ImportField>(fields.FindValueByName(*name)->number()));
  column.set_language(meaning_and_language.second);
  if (column.field() == v1::QUOTA) {
    column.set_category(field_and_id.second);
  } else {
    column.set_custom_field(field_and_id.second);
  }
  return absl::OkStatus();
}

// "17=people/…", "18=new", "19=leave-out"
absl::Status SetImportDecision(v1::ImportDecision& decision, absl::string_view text) {
  const std::vector<std::string> sides = absl::StrSplit(text, absl::MaxSplits('=', 1));
  int64_t line;
  if (sides.size() != 2 || sides[1].empty() || !absl::SimpleAtoi(sides[0], &line)) {
    return Expected(kDecisionForm, text);
  }
  decision.set_line(line);
  if (sides[1] == "new") {
    decision.set_create_new(true);
  } else if (sides[1] == "leave-out") {
    decision.set_leave_out(true);
  } else {
    decision.set_person(sides[1]);
  }
  return absl::OkStatus();
}

absl::Status SetMessage(Message& value, absl::string_view text, const Reading& reading) {
  if (auto* time = dynamic_cast<Timestamp*>(&value)) return SetTime(*time, text, reading);
  if (auto* date = dynamic_cast<google::type::Date*>(&value)) return SetDate(*date, text);
  if (auto* window = dynamic_cast<v1::RegistrationWindow*>(&value)) {
    return SetWindow(*window, text, reading);
  }
  if (auto* quota = dynamic_cast<v1::QuotaLimit*>(&value)) return SetQuotaLimit(*quota, text);
  if (auto* column = dynamic_cast<v1::ImportColumn*>(&value)) return SetImportColumn(*column, text);
  if (auto* decision = dynamic_cast<v1::ImportDecision*>(&value)) {
    return SetImportDecision(*decision, text);
  }
  if (auto* mask = dynamic_cast<google::protobuf::FieldMask*>(&value)) {
    google::protobuf::util::FieldMaskUtil::FromString(std::string(text), mask);
    return absl::OkStatus();
  }
  if (!ScheduleForm(*value.GetDescriptor()).empty()) {
    return SetScheduleValue(value, text, reading);
  }
  const bool is_localized = dynamic_cast<const v1::LocalizedText*>(&value) != nullptr;
  if (!is_localized && !ThreadForm(*value.GetDescriptor()).empty()) {
    return SetThreadValue(value, text, reading);
  }
  const Spoken spoken = ParseSpoken(text, reading);
  if (auto* name = dynamic_cast<v1::PersonName*>(&value)) return SetPersonName(*name, spoken);
  SetText(dynamic_cast<v1::LocalizedText&>(value), spoken);
  return absl::OkStatus();
}

absl::Status SetEnum(Message& message, const FieldDescriptor& field, absl::string_view text) {
  const absl::StatusOr<std::string> name = EnumName(*field.enum_type(), text);
  if (!name.ok()) return name.status();
  const auto* value = field.enum_type()->FindValueByName(*name);
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    reflection.AddEnum(&message, &field, value);
  } else {
    reflection.SetEnum(&message, &field, value);
  }
  return absl::OkStatus();
}

absl::Status SetNumber(Message& message, const FieldDescriptor& field, absl::string_view text) {
  const Reflection& reflection = *message.GetReflection();
  const bool is_long = field.cpp_type() == FieldDescriptor::CPPTYPE_INT64;
  int32_t number = 0;
  int64_t long_number = 0;
  const bool is_number =
      is_long ? absl::SimpleAtoi(text, &long_number) : absl::SimpleAtoi(text, &number);
  if (!is_number) return Expected("a whole number", text);
  if (is_long && field.is_repeated()) {
    reflection.AddInt64(&message, &field, long_number);
  } else if (is_long) {
    reflection.SetInt64(&message, &field, long_number);
  } else if (field.is_repeated()) {
    reflection.AddInt32(&message, &field, number);
  } else {
    reflection.SetInt32(&message, &field, number);
  }
  return absl::OkStatus();
}

absl::Status SetBool(Message& message, const FieldDescriptor& field, absl::string_view text) {
  bool value;
  if (!absl::SimpleAtob(text, &value)) return Expected("true or false", text);
  message.GetReflection()->SetBool(&message, &field, value);
  return absl::OkStatus();
}

std::string EnumForm(const EnumDescriptor& type) {
  std::vector<std::string> values;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) values.push_back(EnumText(type.value(i)->name()));
  }
  return absl::StrJoin(values, "|");
}

std::string MessageForm(const FieldDescriptor& field) {
  if (Is<v1::LocalizedText>(field)) return "LANG[@SIDE]=TEXT";
  if (Is<v1::PersonName>(field)) return "LANG[@SIDE]=FAMILY[,GIVEN[,PATRONYMIC]]";
  if (Is<Timestamp>(field)) return "TIME";
  if (Is<google::type::Date>(field)) return "DATE";
  if (Is<v1::RegistrationWindow>(field)) return "STEP=[START]/[END]";
  if (Is<v1::QuotaLimit>(field)) return "CATEGORY=SEATS";
  if (Is<google::protobuf::FieldMask>(field)) return "FIELD,...";
  if (Is<v1::ImportColumn>(field)) return kColumnForm;
  if (Is<v1::ImportDecision>(field)) return kDecisionForm;
  const std::string form = ScheduleForm(*field.message_type());
  return form.empty() ? ThreadForm(*field.message_type()) : form;
}

}  // namespace

Spoken ParseSpoken(absl::string_view text, const Reading& reading) {
  const std::pair<std::string, std::string> head_and_text =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  const std::pair<std::string, std::string> tag = absl::StrSplit(head_and_text.first, '@');
  if (absl::StrContains(text, "=") && IsLanguage(tag.first)) {
    return {tag.first, tag.second, head_and_text.second};
  }
  return {reading.language, "", std::string(text)};
}

std::string ValueForm(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return "TEXT";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true|false";
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return "NUMBER";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumForm(*field.enum_type());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageForm(field);
    default:
      return "";
  }
}

absl::Status SetValue(Message& message, const FieldDescriptor& field, absl::string_view text,
                      const Reading& reading) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.is_repeated()) {
        reflection.AddString(&message, &field, std::string(text));
      } else {
        reflection.SetString(&message, &field, std::string(text));
      }
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(message, field, text);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return SetNumber(message, field, text);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(message, field, text);
    default:
      return SetMessage(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                                            : *reflection.MutableMessage(&message, &field),
                        text, reading);
  }
}

absl::StatusOr<absl::Time> ParseTime(absl::string_view text, const Reading& reading) {
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return time;
  for (const char* format : {"%Y-%m-%d %H:%M:%E*S", "%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%d %H:%M",
                             "%Y-%m-%dT%H:%M", "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, reading.time_zone, &time, &error)) return time;
  }
  if (reading.day) {
    const std::string whole = absl::StrCat(absl::FormatCivilTime(*reading.day), " ", text);
    if (absl::ParseTime("%Y-%m-%d %H:%M", whole, reading.time_zone, &time, &error)) return time;
  }
  return Expected("a time as 2023-04-18T09:00:00+03:00, \"2023-04-18 09:00\" or 2023-04-18", text);
}

std::string EnumText(absl::string_view enum_name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(enum_name), {{"_", "-"}});
}

absl::StatusOr<std::string> EnumName(const EnumDescriptor& type, absl::string_view text) {
  const std::string name = absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{"-", "_"}});
  if (type.FindValueByName(name) != nullptr) return name;
  return Expected(EnumForm(type), text);
}

}  // namespace plenary::cli
