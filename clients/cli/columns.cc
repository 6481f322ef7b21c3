#include "clients/cli/columns.h"

#include <map>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "clients/cli/json.h"
#include "clients/cli/names.h"
#include "clients/cli/thread_columns.h"
#include "clients/cli/thread_values.h"
#include "clients/cli/values.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/assets.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/schedule.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

const std::vector<TableColumn>* ColumnsOf(const Descriptor& type) {
  static const auto* const kColumns = new std::map<std::string, std::vector<TableColumn>>{
      {"plenary.v1.Organization",
       {{"ID", "name"},
        {"NAME", "display_names"},
        {"TYPE", "type"},
        {"COUNTRY", "country_code"},
        {"REGION", "subdivision_code"},
        {"PARENT", "parent"}}},
      {"plenary.v1.Person",
       {{"ID", "name"},
        {"NAME", "names"},
        {"ORGANIZATION", "organization"},
        {"TITLE", "job_titles"},
        {"COUNTRY", "country_code"},
        {"E-MAIL", "work_email"}}},
      {"plenary.v1.Event",
       {{"ID", "name"},
        {"NAME", "display_names"},
        {"KIND", "kind"},
        {"ROLE", "role"},
        {"START", "interval.start_time"},
        {"END", "interval.end_time"},
        {"TIME ZONE", "time_zone"},
        {"STATE", "state"}}},
      {"plenary.v1.Category",
       {{"ID", "name"},
        {"NAME", "display_names"},
        {"SPEAKS", "may_speak"},
        {"CREDENTIALS", "needs_credentials"},
        {"LIMIT", "limit"},
        {"USED", "used"},
        {"OVERFLOW OF", "overflow_of"}}},
      {"plenary.v1.Delegation",
       {{"ID", "name"},
        {"ORGANIZATION", "organization"},
        {"DIRECTION", "direction"},
        {"STATE", "state"},
        {"CHANGES", "composition_number"},
        {"REASON", "state_reason"}}},
      {"plenary.v1.Participant",
       {{"ID", "name"},
        {"NAME", "display_name"},
        {"DELEGATION", "delegation"},
        {"CATEGORY", "category"},
        {"CAPACITY", "capacity"},
        {"TITLE", "titles"},
        {"STATE", "state"},
        {"IN LINE", "place_in_line"},
        {"ATTENDANCE", "attendance"}}},
      {"plenary.v1.Project",
       {{"ID", "name"},
        {"TITLE", "titles"},
        {"ORGANIZATION", "organization"},
        {"DELEGATION", "delegation"},
        {"PARTNERS SOUGHT", "partners_sought"}}},
      {"plenary.v1.Quota",
       {{"DELEGATION", "delegation"},
        {"CATEGORY", "category"},
        {"LIMIT", "limit"},
        {"USED", "used"},
        {"HELD", "held"},
        {"WAITING", "waiting"},
        {"OVER BY", "over_by"}}},
      {"plenary.v1.SeatHold",
       {{"ID", "name"},
        {"CATEGORY", "category"},
        {"SEATS", "seats"},
        {"EXPIRES", "expire_time"},
        {"NOTE", "note"}}},
      {"plenary.v1.CompositionChange",
       {{"NUMBER", "number"},
        {"KIND", "kind"},
        {"PARTICIPANT", "participant"},
        {"SUBSTITUTE", "substitute"},
        {"REASON", "reason"},
        {"TIME", "change_time"}}},
      {"plenary.v1.Change",
       {{"NUMBER", "number"},
        {"TIME", "change_time"},
        {"KIND", "kind"},
        {"RESOURCE", "resource_name"},
        {"METHOD", "method"},
        {"CALLER", "caller"}}},
      {"plenary.v1.SignedHeads", {{"ID", "name"}, {"TIME", "sign_time"}, {"KEY", "key_id"}}},
      {"plenary.v1.AuditKeys.Key",
       {{"KEY", "id"}, {"PUBLIC KEY", "public_key"}, {"CURRENT", "current"}}},
      {"google.longrunning.Operation", {{"ID", "name"}, {"DONE", "done"}}},
      {"plenary.v1.SearchPeopleResponse.Result",
       {{"ID", "person.name"},
        {"NAME", "person.names"},
        {"ORGANIZATION", "person.organization"},
        {"TITLE", "person.job_titles"},
        {"COUNTRY", "person.country_code"},
        {"MATCH", "match"}}},
      {"plenary.v1.SearchOrganizationsResponse.Result",
       {{"ID", "organization.name"},
        {"NAME", "organization.display_names"},
        {"TYPE", "organization.type"},
        {"COUNTRY", "organization.country_code"},
        {"MATCH", "match"}}},
      {"plenary.v1.FindDuplicatesResponse.Candidate",
       {{"ID", "person.name"},
        {"NAME", "person.names"},
        {"ORGANIZATION", "person.organization"},
        {"TITLE", "person.job_titles"},
        {"LIKENESS", "likeness"},
        {"WHY", "reasons"}}},
      {"plenary.v1.CopyDelegationResponse.Row",
       {{"NAME", "display_name"}, {"MARK", "mark"}, {"PARTICIPANT", "participant.name"}}},
      {"plenary.v1.ImportColumn",
       {{"COLUMN", "index"},
        {"HEADING", "heading"},
        {"FIELD", "field"},
        {"LANGUAGE", "language"},
        {"CUSTOM FIELD", "custom_field"},
        {"CATEGORY", "category"},
        {"NOTE", "note"}}},
      {"plenary.v1.ImportReject",
       {{"LINE", "line"},
        {"COLUMN", "heading"},
        {"CELL", "cell"},
        {"KIND", "severity"},
        {"PROBLEM", "error.message"},
        {"REMEDY", "remedy"}}},
      {"plenary.v1.LikelyDuplicate",
       {{"ID", "name"},
        {"PERSON", "person.names"},
        {"CANDIDATE", "candidate.names"},
        {"LIKENESS", "likeness"},
        {"TIME", "create_time"}}},
      {"plenary.v1.User",
       {{"ID", "name"},
        {"NAME", "display_name"},
        {"KIND", "kind"},
        {"DISABLED", "disabled"},
        {"PASSWORD", "has_local_password"},
        {"CLAIMED ROLES", "claimed_roles"}}},
      {"plenary.v1.ApiToken",
       {{"ID", "name"},
        {"NAME", "display_name"},
        {"STATE", "state"},
        {"ROLES", "roles"},
        {"RESOURCES", "resources"},
        {"READS ONLY", "read_only"},
        {"EXPIRES", "expire_time"},
        {"LAST USE", "last_use_time"}}},
      {"plenary.v1.UserSession",
       {{"ID", "name"}, {"STATE", "state"}, {"TIME", "create_time"}, {"EXPIRES", "expire_time"}}},
      {"plenary.v1.RoleBinding",
       {{"ID", "name"},
        {"USER", "user"},
        {"ROLE", "role"},
        {"RESOURCE", "resource"},
        {"TIME", "create_time"}}},
      {"plenary.v1.RegistrationLink",
       {{"ID", "name"},
        {"DELEGATION", "delegation"},
        {"NAME", "display_name"},
        {"STATE", "state"},
        {"EXPIRES", "expire_time"},
        {"LAST USE", "last_use_time"}}},
      {"plenary.v1.WhoCanSeeResponse.Viewer",
       {{"CALLER", "caller"}, {"NAME", "display_name"}, {"ROLES", "roles"}}},
      {"plenary.v1.Revelation",
       {{"ID", "name"},
        {"TIME", "reveal_time"},
        {"CALLER", "caller"},
        {"FIELDS", "fields"},
        {"PURPOSE", "purpose"},
        {"EVENT", "event"}}},
      {"plenary.v1.LegalHold",
       {{"ID", "name"},
        {"RESOURCE", "resource"},
        {"REASON", "reason"},
        {"CALLER", "caller"},
        {"TIME", "create_time"},
        {"RELEASED", "release_time"}}},
      {"plenary.v1.VenueRecord",
       {{"ID", "name"},
        {"NAME", "display_names"},
        {"ADDRESS", "addresses"},
        {"COUNTRY", "country_code"},
        {"TIME ZONE", "time_zone"}}},
      {"plenary.v1.Asset",
       {{"ID", "name"},
        {"KIND", "kind"},
        {"NAME", "display_names"},
        {"VENUE", "venue"},
        {"SEATS", "seats"},
        {"UNITS", "capacity"},
        {"LANGUAGES", "language_pairs"},
        {"PARTS", "parts"},
        {"ATTRIBUTES", "attributes"}}},
      {"plenary.v1.TravelTime",
       {{"ORIGIN", "origin"}, {"DESTINATION", "destination"}, {"DURATION", "duration"}}},
      {"plenary.v1.Track",
       {{"ID", "name"}, {"NAME", "display_names"}, {"ORDER", "precedence"}, {"COLOUR", "color"}}},
      {"plenary.v1.Session",
       {{"ID", "name"},
        {"START", "local_start"},
        {"END", "local_end"},
        {"NAME", "titles"},
        {"KIND", "kind"},
        {"ASSETS", "assets"},
        {"TRACK", "track"},
        {"DELEGATION", "delegations"},
        {"STATE", "state"},
        {"CHANGED", "is_changed"}}},
      {"plenary.v1.Meeting",
       {{"ID", "name"},
        {"START", "local_start"},
        {"END", "local_end"},
        {"NAME", "titles"},
        {"PARTIES", "parties"},
        {"ASSETS", "assets"},
        {"STATE", "state"},
        {"CHANGED", "is_changed"}}},
      {"plenary.v1.MeetingRequest",
       {{"ID", "name"},
        {"REQUESTER", "from.display_name"},
        {"ASKED", "to.display_name"},
        {"RANK", "preference"},
        {"DURATION", "duration"},
        {"STATE", "state"},
        {"MEETING", "meeting"},
        {"EXPIRES", "expire_time"}}},
      {"plenary.v1.MeetingPartner",
       {{"PARTY", "party"},
        {"NAME", "display_name"},
        {"TITLE", "title"},
        {"ORGANIZATION", "organization_display_name"}}},
      {"plenary.v1.BlockedPair",
       {{"ID", "name"}, {"FIRST", "first"}, {"SECOND", "second"}, {"REASON", "reason"}}},
      {"plenary.v1.Booking",
       {{"ID", "name"},
        {"START", "interval.start_time"},
        {"END", "interval.end_time"},
        {"PURPOSE", "purpose"},
        {"ASSETS", "assets"},
        {"PEOPLE", "people"},
        {"STATE", "state"},
        {"EXPIRES", "expire_time"}}},
      {"plenary.v1.Plan",
       {{"ID", "name"},
        {"VERSION", "label"},
        {"STATE", "state"},
        {"TIME", "create_time"},
        {"ADDED", "added"},
        {"MOVED", "moved"},
        {"CHANGED", "changed"},
        {"CANCELLED", "cancelled"},
        {"NOTE", "note"}}},
      {"plenary.v1.Conflict",
       {{"ACTIVITY", "activity"}, {"WARNING", "is_warning"}, {"PROBLEM", "error.message"}}},
      {"plenary.v1.CheckConflictsResponse.Found",
       {{"NUMBER", "change"},
        {"ACTIVITY", "conflict.activity"},
        {"WARNING", "conflict.is_warning"},
        {"PROBLEM", "conflict.error.message"}}},
      {"plenary.v1.ScheduleChange",
       {{"KIND", "kind"},
        {"ACTIVITY", "activity"},
        {"FIELDS", "fields"},
        {"DELEGATION", "delegations"},
        {"PEOPLE", "people"}}},
      {"plenary.v1.ProgrammeItem",
       {{"START", "local_start"},
        {"TIME ZONE", "start_time_zone"},
        {"END", "local_end"},
        {"KIND", "kind"},
        {"NAME", "title"},
        {"PLACE", "place"},
        {"PARTIES", "parties"},
        {"SPEAKERS", "speakers"},
        {"ACTIVITY", "activity"}}},
      {"plenary.v1.ScheduleImportRemark",
       {{"LINE", "line"},
        {"KIND", "severity"},
        {"ITEM", "item"},
        {"ACTIVITY", "session"},
        {"PROBLEM", "error.message"}}},
      {"plenary.v1.CalendarFeed",
       {{"ID", "name"},
        {"RESOURCE", "subject"},
        {"LANGUAGE", "language_code"},
        {"NOTE", "note"},
        {"CALLER", "owner"},
        {"TIME", "create_time"}}},
      {"plenary.v1.DocumentTemplate",
       {{"ID", "name"},
        {"KIND", "kind"},
        {"LANGUAGE", "language_code"},
        {"REPLACED", "is_replaced"},
        {"FILE", "filename"},
        {"CALLER", "replaced_by"}}},
      {"plenary.v1.Print",
       {{"ID", "name"},
        {"KIND", "kind"},
        {"RESOURCE", "subject"},
        {"LANGUAGE", "language_code"},
        {"VERSION", "version"},
        {"TIME", "create_time"},
        {"CALLER", "printed_by"}}},
      {"plenary.v1.CompareWithPrintResponse.Difference",
       {{"KIND", "kind"}, {"BEFORE", "before"}, {"AFTER", "after"}}},
      {"plenary.cli.Context",
       {{"NAME", "name"},
        {"SERVER", "server"},
        {"EVENT", "event"},
        {"LANGUAGE", "language"},
        {"CURRENT", "current"}}},
      {"plenary.cli.Setting", {{"SETTING", "setting"}, {"VALUE", "value"}, {"FROM", "from"}}},
  };
  const auto found = kColumns->find(type.full_name());
  return found == kColumns->end() ? ThreadColumns(type) : &found->second;
}

std::string TimeText(const google::protobuf::Timestamp& timestamp, const Style& style,
                     absl::TimeZone zone) {
  const absl::Time time =
      absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
  if (!style.times_for_people) {
    return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", time, absl::UTCTimeZone());
  }
  return absl::FormatTime("%Y-%m-%d %H:%M", time, zone);
}

std::string PersonNameText(const v1::PersonName& name) {
  // Chinese names are written without a blank.
  const bool is_chinese = absl::StartsWith(name.language(), "zh");
  std::vector<std::string> parts;
  for (const std::string& part : {name.family_name(), name.given_name(), name.patronymic()}) {
    if (!part.empty()) parts.push_back(part);
  }
  return absl::StrJoin(parts, is_chinese ? "" : " ");
}

// The place of the text in the language wanted, else in English, else the first.
int ChosenPlace(const Message& message, const FieldDescriptor& field, const Style& style) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* tag = field.message_type()->FindFieldByName("language");
  for (const std::string& language : {style.language, std::string("en")}) {
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      const Message& text = reflection.GetRepeatedMessage(message, &field, i);
      if (text.GetReflection()->GetString(text, tag) == language) return i;
    }
  }
  return 0;
}

std::string TextIn(const Message& text) {
  return text.GetReflection()->GetString(text, text.GetDescriptor()->FindFieldByName("text"));
}

class FieldWriter {
 public:
  FieldWriter(const Message& root, const Style& style) : style_(style), zone_(style.time_zone) {
    const FieldDescriptor* field = root.GetDescriptor()->FindFieldByName("time_zone");
    if (field != nullptr) {
      absl::LoadTimeZone(root.GetReflection()->GetString(root, field), &zone_);
    }
  }

  // The text of the field at `path`; empty where it is not set.
  std::string At(const Message& message, const std::vector<std::string>& path, size_t depth) const {
    const FieldDescriptor& field = *message.GetDescriptor()->FindFieldByName(path[depth]);
    const Reflection& reflection = *message.GetReflection();
    if (depth + 1 < path.size()) {
      if (!reflection.HasField(message, &field)) return "";
      return At(reflection.GetMessage(message, &field), path, depth + 1);
    }
    if (field.is_repeated()) return Repeated(message, field);
    // A number without presence says something at 0 as well.
    if (field.has_presence() && !reflection.HasField(message, &field)) return "";
    return Single(message, field, -1);
  }

  // Adds every field set in `message`, each with its path.
  void AddAll(const Message& message, const std::string& prefix,
              std::vector<std::vector<std::string>>& rows) const {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      const std::string path = absl::StrCat(prefix, field->name());
      if (!field->is_repeated()) {
        AddOne(message, *field, -1, path, rows);
        continue;
      }
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        AddOne(message, *field, i, absl::StrCat(path, "[", i, "]"), rows);
      }
    }
  }

 private:
  const Message& MessageAt(const Message& message, const FieldDescriptor& field, int index) const {
    return index < 0 ? message.GetReflection()->GetMessage(message, &field)
                     : message.GetReflection()->GetRepeatedMessage(message, &field, index);
  }

  void AddOne(const Message& message, const FieldDescriptor& field, int index,
              const std::string& path, std::vector<std::vector<std::string>>& rows) const {
    if (field.message_type() != nullptr) {
      const Message& value = MessageAt(message, field, index);
      if (IsTextInALanguage(*field.message_type())) {
        AddText(value, path, rows);
        return;
      }
      const std::string& type = field.message_type()->full_name();
      if (type != "google.protobuf.Timestamp" && type != "google.protobuf.Duration" &&
          type != "plenary.v1.PersonName" && type != "google.type.Date" &&
          type != "plenary.v1.HeldRole" && type != "google.protobuf.Any") {
        AddAll(value, path + ".", rows);
        return;
      }
    }
    rows.push_back({path, Single(message, field, index)});
  }

  static void AddText(const Message& value, const std::string& path,
                      std::vector<std::vector<std::string>>& rows) {
    const auto* text = dynamic_cast<const v1::LocalizedText*>(&value);
    const bool has_side = text != nullptr && !text->side().empty();
    const std::string language =
        value.GetReflection()->GetString(value, value.GetDescriptor()->FindFieldByName("language"));
    rows.push_back({absl::StrCat(path.substr(0, path.rfind('[')), "[", language,
                                 has_side ? absl::StrCat("@", text->side()) : "", "]"),
                    TextIn(value)});
  }

  std::string Repeated(const Message& message, const FieldDescriptor& field) const {
    const int size = message.GetReflection()->FieldSize(message, &field);
    if (size == 0) return "";
    const Descriptor* type = field.message_type();
    if (type != nullptr && (IsTextInALanguage(*type) || type == v1::PersonName::descriptor())) {
      const Message& chosen = message.GetReflection()->GetRepeatedMessage(
          message, &field, ChosenPlace(message, field, style_));
      const auto* name = dynamic_cast<const v1::PersonName*>(&chosen);
      return name != nullptr ? PersonNameText(*name) : TextIn(chosen);
    }
    std::vector<std::string> texts;
    texts.reserve(size);
    for (int i = 0; i < size; ++i) texts.push_back(Single(message, field, i));
    return absl::StrJoin(texts, " ");
  }

  // The text of a field, or of its element where `index` is not negative.
  std::string Single(const Message& message, const FieldDescriptor& field, int index) const {
    const Reflection& reflection = *message.GetReflection();
    const bool one = index < 0;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string text = one ? reflection.GetString(message, &field)
                                     : reflection.GetRepeatedString(message, &field, index);
        if (field.type() == FieldDescriptor::TYPE_BYTES) return absl::BytesToHexString(text);
        if (style_.times_for_people && absl::StartsWith(field.name(), "local_")) {
          return absl::StrReplaceAll(text.substr(0, 16), {{"T", " "}});
        }
        return style_.short_names && IsName(field) ? ShortName(text) : text;
      }
      case FieldDescriptor::CPPTYPE_BOOL: {
        const bool value = one ? reflection.GetBool(message, &field)
                               : reflection.GetRepeatedBool(message, &field, index);
        return value ? "yes" : style_.times_for_people ? "" : "no";
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto* value = one ? reflection.GetEnum(message, &field)
                                : reflection.GetRepeatedEnum(message, &field, index);
        return value->number() == 0 ? "" : EnumText(value->name());
      }
      case FieldDescriptor::CPPTYPE_INT32:
        return Number(one ? reflection.GetInt32(message, &field)
                          : reflection.GetRepeatedInt32(message, &field, index),
                      field);
      case FieldDescriptor::CPPTYPE_INT64:
        return absl::StrCat(one ? reflection.GetInt64(message, &field)
                                : reflection.GetRepeatedInt64(message, &field, index));
      default:
        return OfMessage(MessageAt(message, field, index));
    }
  }

  // A place in line of 0 means that nobody waits, a session of 0 that it is none.
  std::string Number(int32_t value, const FieldDescriptor& field) const {
    const bool is_none = field.name() == "place_in_line" || field.name() == "session_number";
    return value == 0 && is_none ? "" : absl::StrCat(value);
  }

  std::string OfMessage(const Message& value) const {
    if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&value)) {
      return TimeText(*time, style_, zone_);
    }
    if (const auto* name = dynamic_cast<const v1::PersonName*>(&value)) {
      return PersonNameText(*name);
    }
    if (IsTextInALanguage(*value.GetDescriptor())) return TextIn(value);
    const auto shown = [this](const std::string& name) {
      return style_.short_names ? ShortName(name) : name;
    };
    if (absl::optional<std::string> text = ThreadText(value, shown)) return *std::move(text);
    if (const auto* date = dynamic_cast<const google::type::Date*>(&value)) {
      return absl::StrFormat("%04d-%02d-%02d", date->year(), date->month(), date->day());
    }
    if (const auto* length = dynamic_cast<const google::protobuf::Duration*>(&value)) {
      return absl::FormatDuration(absl::Seconds(length->seconds()));
    }
    if (const auto* use = dynamic_cast<const v1::AssetUse*>(&value)) return UseText(*use);
    if (const auto* party = dynamic_cast<const v1::Meeting::Party*>(&value)) {
      const std::string& who =
          party->delegation().empty() ? party->organization() : party->delegation();
      return style_.short_names ? ShortName(who) : who;
    }
    if (const auto* pair = dynamic_cast<const v1::Asset::LanguagePair*>(&value)) {
      return absl::StrCat(pair->from(), pair->both_ways() ? "-" : ">", pair->to());
    }
    if (const auto* held = dynamic_cast<const v1::HeldRole*>(&value)) {
      return absl::StrCat(EnumText(v1::Role_Name(held->role())),
                          held->resource().empty() ? "" : "@", held->resource());
    }
    return ToJson(value, false);
  }

  std::string UseText(const v1::AssetUse& use) const {
    const std::string name = style_.short_names ? ShortName(use.asset()) : use.asset();
    return use.units() > 1 ? absl::StrCat(name, "=", use.units()) : name;
  }

  static bool IsName(const FieldDescriptor& field) {
    // What may be of several kinds says of which it is.
    if (field.name() == "resource" || field.name() == "resources" || field.name() == "subject") {
      return false;
    }
    static const auto* const kNames =
        new std::set<std::string>{"name",   "participant", "delegation",    "category",
                                  "person", "substitute",  "superseded_by", "decided_by_person"};
    return !NamePatterns(field).empty() || kNames->count(field.name()) > 0;
  }

  const Style& style_;
  absl::TimeZone zone_;
};

}  // namespace

bool HasColumns(const Descriptor& type) { return ColumnsOf(type) != nullptr; }

std::vector<std::string> Headings(const Descriptor& type) {
  std::vector<std::string> headings;
  for (const TableColumn& column : *ColumnsOf(type)) headings.push_back(column.heading);
  return headings;
}

std::vector<std::string> Cells(const Message& resource, const Style& style) {
  const FieldWriter writer(resource, style);
  std::vector<std::string> cells;
  for (const TableColumn& column : *ColumnsOf(*resource.GetDescriptor())) {
    cells.push_back(writer.At(resource, absl::StrSplit(column.path, '.'), 0));
  }
  return cells;
}

std::vector<std::vector<std::string>> AllFields(const Message& message, const Style& style) {
  std::vector<std::vector<std::string>> rows;
  FieldWriter(message, style).AddAll(message, "", rows);
  return rows;
}

}  // namespace plenary::cli
