#include "clients/cli/flags.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "CLI/Option.hpp"
#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/json.h"
#include "clients/cli/names.h"
#include "clients/cli/schedule_values.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/interval.pb.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/common.pb.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/imports.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "plenary/v1/matchmaking.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/options.pb.h"
#include "plenary/v1/planning.pb.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/schedule.pb.h"
#include "plenary/v1/trips.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool Behaves(const FieldDescriptor& field, google::api::FieldBehavior behavior) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

bool IsResource(const FieldDescriptor& field) {
  if (field.message_type() == nullptr || field.is_repeated()) return false;
  const FieldDescriptor* name = field.message_type()->FindFieldByName("name");
  return name != nullptr && Behaves(*name, google::api::IDENTIFIER);
}

bool IsInterval(const FieldDescriptor& field) {
  return field.message_type() == google::type::Interval::descriptor() && !field.is_repeated();
}

bool IsRows(const FieldDescriptor& field) {
  return field.is_repeated() && (field.message_type() == v1::RegistrationRow::descriptor() ||
                                 field.message_type() == v1::ParticipantChange::descriptor() ||
                                 field.message_type() == v1::TriedChange::descriptor() ||
                                 field.message_type() == v1::Person::descriptor());
}

// Parts of a resource or request whose fields have flags of their own.
bool IsPart(const FieldDescriptor& field) {
  return !field.is_repeated() &&
         (field.message_type() == v1::TableOptions::descriptor() ||
          field.message_type() == v1::Interpretation::descriptor() ||
          field.message_type() == v1::Journey::descriptor() ||
          field.message_type() == v1::FindTime::descriptor() ||
          field.message_type() == v1::FigureDefaults::descriptor() ||
          field.message_type() == v1::Trip::Report::descriptor() ||
          field.message_type() == v1::PlanningSettings::Weights::descriptor());
}

bool IsTime(const FieldDescriptor& field) {
  return field.message_type() == google::protobuf::Timestamp::descriptor();
}

bool HoldsTime(const FieldDescriptor& field) {
  return IsTime(field) || field.message_type() == v1::Move::descriptor() ||
         field.message_type() == google::type::Interval::descriptor() ||
         field.message_type() == v1::PlanningSettings::Window::descriptor();
}

// "display_names" is given by --display-name, as often as there are names.
std::string FlagOf(const FieldDescriptor& field) {
  // --language says which name a table shows.
  if (field.name() == "languages") {
    if (field.containing_type()->file() == v1::Protocol::descriptor()->file()) return "--in";
    const bool is_interpreted = field.containing_type() == v1::Interpretation::descriptor();
    return is_interpreted                           ? "--between"
           : IsOfSchedule(*field.containing_type()) ? "--spoken"
                                                    : "--works-in";
  }
  if (field.containing_type() == v1::Interpretation::descriptor() && field.name() == "mode") {
    return "--interpretation";
  }
  if (field.name() == "wishes") return "--wish";
  absl::string_view name = field.name();
  std::string singular(name);
  if (field.is_repeated()) {
    if (absl::ConsumeSuffix(&name, "ies")) {
      singular = absl::StrCat(name, "y");
    } else if (absl::ConsumeSuffix(&name, "s")) {
      singular = std::string(name);
    }
  }
  return absl::StrCat("--", absl::StrReplaceAll(singular, {{"_", "-"}}));
}

bool IsSide(const FieldDescriptor& field) {
  return field.message_type() == v1::MeetingRequest::Side::descriptor();
}

std::string HelpOf(const FieldDescriptor& field, const Words& words) {
  if (IsSide(field)) return words.Say("field.side");
  if (auto help = words.Find(absl::StrCat("field.", field.name()))) return *std::move(help);
  std::string help =
      absl::StrJoin(NamePatterns(field), absl::StrCat(" ", words.Say("field.or"), " "));
  if (field.is_repeated()) {
    absl::StrAppend(&help, help.empty() ? "" : ", ", words.Say("field.repeated"));
  }
  return help;
}

// What lies at a name of these patterns: "EVENT|DELEGATION"; what has no id stands for itself.
std::string KindOf(const std::vector<std::string>& patterns) {
  return absl::StrJoin(patterns, "|", [](std::string* out, absl::string_view pattern) {
    const size_t open = pattern.rfind('{');
    const bool has_id = open != absl::string_view::npos;
    if (!has_id) return absl::StrAppend(out, pattern);
    absl::StrAppend(
        out, absl::AsciiStrToUpper(pattern.substr(open + 1, pattern.find('}', open) - open - 1)));
  });
}

// How a value is written in the help: of names, what they name.
std::string FormOf(const FieldDescriptor& field) {
  const std::vector<std::string> patterns = NamePatterns(field);
  return patterns.empty() ? ValueForm(field) : KindOf(patterns);
}

// Fields that say on what a verb works, and are not called `name`.
bool IsSubject(const FieldDescriptor& field) {
  const std::string& name = field.name();
  if (name == "query") return true;
  if (NamePatterns(field).empty()) return false;
  const bool is_choice = field.containing_type() == v1::ImportParticipantsRequest::descriptor() ||
                         field.containing_type() == v1::DiffPlansRequest::descriptor();
  return (name == "delegation" && !is_choice) || name == "duplicate" ||
         absl::StartsWith(name, "source_");
}

// What an event has one of lies at a name without an id of its own: "events/{event}/schedule".
bool IsSingleton(const FieldDescriptor& field) {
  const std::vector<std::string> patterns = NamePatterns(field);
  return !patterns.empty() && !absl::EndsWith(patterns[0], "}") &&
         absl::StrContains(patterns[0], "{");
}

// What the installation has one of needs no name at all: "controlSettings".
bool IsOneAndOnly(const FieldDescriptor& field) {
  const std::vector<std::string> patterns = NamePatterns(field);
  return patterns.size() == 1 && !absl::StrContains(patterns[0], "{");
}

std::string PlaceholderOf(const FieldDescriptor& field) {
  const auto patterns = NamePatterns(field);
  if (!patterns.empty() && field.name() != "duplicate") return KindOf(patterns);
  return absl::StrReplaceAll(absl::AsciiStrToUpper(field.name()), {{"_", "-"}});
}

absl::Status ReadAll(const std::string& path, std::istream& in, std::string& text) {
  if (path == "-") {
    text.assign(std::istreambuf_iterator<char>(in), {});
    return absl::OkStatus();
  }
  std::ifstream file(path);
  if (!file) return absl::InvalidArgumentError(absl::StrCat("cannot read the file ", path));
  text.assign(std::istreambuf_iterator<char>(file), {});
  return absl::OkStatus();
}

// Clears messages in which nothing is set, down to `depth`.
void ClearEmpty(Message& message, int depth) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || field->is_map()) continue;
    if (field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field) && depth > 1; ++i) {
        ClearEmpty(*reflection.MutableRepeatedMessage(&message, field, i), depth - 1);
      }
      continue;
    }
    Message& value = *reflection.MutableMessage(&message, field);
    if (depth > 1) ClearEmpty(value, depth - 1);
    if (value.ByteSizeLong() == 0) reflection.ClearField(&message, field);
  }
}

// The type of resource that a list request lists.
const Descriptor* ListedResource(const Descriptor& request) {
  const Descriptor* response = request.file()->pool()->FindMessageTypeByName(
      absl::StrCat(absl::StripSuffix(request.full_name(), "Request"), "Response"));
  return response == nullptr ? nullptr : response->field(0)->message_type();
}

// The field whose values a filter takes; nullptr where the filter is one that holds or doesn't:
// "overdue". What is filtered by need not be a field of the resource itself.
const FieldDescriptor* FilteredField(const Descriptor& resource, const std::string& filter) {
  static const auto* const kElsewhere = new std::map<std::string, const FieldDescriptor*>{
      {"commitment.side", v1::ProtocolItem::Undertaking::descriptor()->FindFieldByName("side")},
      {"executor", v1::GetControlListRequest::descriptor()->FindFieldByName("subject")},
      {"figure", v1::Result::descriptor()->FindFieldByName("figures")},
      {"organization", v1::Body::Side::descriptor()->FindFieldByName("organization")},
      {"origin", v1::Result::descriptor()->FindFieldByName("origins")},
      {"period.year", v1::FigurePeriod::descriptor()->FindFieldByName("year")},
      {"person", v1::Presence::descriptor()->FindFieldByName("person")},
      {"protocol_item", v1::Commitment::Source::descriptor()->FindFieldByName("protocol_item")},
      {"topic", v1::ProtocolItem::descriptor()->FindFieldByName("topic")},
  };
  const FieldDescriptor* field = resource.FindFieldByName(filter);
  // A side of a meeting request is known by its party.
  if (field != nullptr && IsSide(*field)) {
    return v1::MeetingRequest::Side::descriptor()->FindFieldByName("party");
  }
  if (field != nullptr) return field->type() == FieldDescriptor::TYPE_BOOL ? nullptr : field;
  if (filter == "party") {
    return &resource == v1::Result::descriptor()
               ? resource.FindFieldByName("parties")
               : v1::MeetingRequest::Side::descriptor()->FindFieldByName("party");
  }
  const auto found = kElsewhere->find(filter);
  return found == kElsewhere->end() ? nullptr : found->second;
}

}  // namespace

RequestFlags::RequestFlags(CLI::App& command, std::unique_ptr<Message> request,
                           const FlagOptions& options)
    : command_(command), options_(options), request_(std::move(request)) {
  const Descriptor& type = *request_->GetDescriptor();
  // Positionals come in the order in which they are added.
  if (IsUpdate()) {
    const FieldDescriptor& field = *type.field(0);
    resource_ = request_->GetReflection()->MutableMessage(request_.get(), &field);
    const FieldDescriptor& name = *field.message_type()->FindFieldByName("name");
    if (!IsOneAndOnly(name)) {
      AddPositional(*resource_, name, !IsSingleton(name));
      // A round of negotiations lies in no event, but may be one.
      if (type.file() != v1::Round::descriptor()->file()) AddEvent();
    }
  }
  if (!IsUpdate()) {
    for (const std::string& name : options_.arguments) {
      const FieldDescriptor* field = type.FindFieldByName(name);
      if (field == nullptr) continue;
      // The event that is known anyway need not be said.
      AddPositional(*request_, *field, name != "parent");
      if (!NamePatterns(*field).empty()) AddEvent();
    }
  }
  for (int i = 0; i < type.field_count(); ++i) AddRequestField(*type.field(i));
  AddDay();
  if (!options_.place.empty()) AddPlace();
  if (const Descriptor* listed = ListedResource(type)) {
    for (const std::string& name : options.filters) AddFilter(name, listed->full_name());
  }
  AddWholeResource();
}

bool RequestFlags::IsUpdate() const {
  return request_->GetDescriptor()->FindFieldByName("update_mask") != nullptr;
}

void RequestFlags::AddRequestField(const FieldDescriptor& field) {
  const std::string& name = field.name();
  if (absl::c_linear_search(options_.left_out, name)) return;
  if (absl::c_linear_search(options_.arguments, name)) return;
  // What stands on a command line is seen by everybody on the machine, and kept by the shell.
  if (field.options().GetExtension(v1::rules).secret()) return;
  if (name == "validate_only") {
    command_.add_flag("--dry-run", dry_run_, options_.words.Say("flag.dry-run"));
  } else if (name == "parent") {
    AddParent(field);
  } else if (name == "name" && IsOneAndOnly(field)) {
    return;
  } else if (name == "name" || IsSubject(field)) {
    AddPositional(
        *request_, field,
        !absl::StartsWith(request_->GetDescriptor()->name(), "List") && !IsSingleton(field));
    if (name != "query") AddEvent();
  } else if (field.options().GetExtension(v1::rules).chosen_id()) {
    AddPositional(*request_, field, false);
  } else if (IsRows(field) && options_.is_one_registration) {
    AddRegistration(*dynamic_cast<v1::BatchChangeParticipantsRequest&>(*request_)
                         .add_changes()
                         ->mutable_register_());
  } else if (IsRows(field)) {
    rows_ = &field;
    command_
        .add_option("--rows", rows_file_,
                    options_.words.Say("flag.rows", field.message_type()->name()))
        ->type_name("FILE");
  } else if (IsResource(field)) {
    Message& value = *request_->GetReflection()->MutableMessage(request_.get(), &field);
    if (resource_ == nullptr && name != "new_person") resource_ = &value;
    AddArguments();
    AddResource(value);
    if (request_->GetDescriptor() == v1::RegisterDelegationRequest::descriptor()) {
      AddField(value, *v1::Delegation::descriptor()->FindFieldByName("name"), "--invited",
               options_.words.Say("flag.invited"));
    }
  } else if (IsInterval(field)) {
    AddInterval(*request_, field);
  } else if (IsPart(field)) {
    AddResource(*request_->GetReflection()->MutableMessage(request_.get(), &field));
  } else {
    AddField(*request_, field, FlagOf(field), HelpOf(field, options_.words));
  }
}

void RequestFlags::AddArguments() {
  for (const std::string& name : options_.arguments) {
    const FieldDescriptor& field = *resource_->GetDescriptor()->FindFieldByName(name);
    AddPositional(*resource_, field, true);
    if (absl::StrContains(FormOf(field), "DELEGATION")) AddEvent();
  }
}

// The programme of an event is one of days: "--day 2023-04-18 --start 10:00".
void RequestFlags::AddDay() {
  if (!IsOfSchedule(*request_->GetDescriptor())) return;
  for (const std::unique_ptr<Flag>& flag : flags_) {
    if (!HoldsTime(*flag->field)) continue;
    command_.add_option("--day", day_, options_.words.Say("flag.day"))->type_name("DATE");
    return;
  }
}

void RequestFlags::AddPlace() {
  AddEvent();
  command_.add_option("--delegation", delegation_, options_.words.Say("flag.place-delegation"))
      ->type_name("DELEGATION");
}

void RequestFlags::AddParent(const FieldDescriptor& field) {
  const std::vector<std::string> patterns = NamePatterns(field);
  const bool is_event_alone = patterns.size() == 1 && patterns[0] == "events/{event}";
  const bool lies_in_events = absl::StartsWith(patterns[0], "events/");
  if (!is_event_alone) {
    const bool is_needed = absl::StrContains(patterns[0], "{delegation}") ||
                           (!lies_in_events && absl::StrContains(patterns[0], "{") &&
                            !field.options().GetExtension(v1::rules).wildcard_parent());
    AddPositional(*request_, field, is_needed);
  }
  if (lies_in_events) AddEvent();
}

// Wherever a name may lie in an event.
void RequestFlags::AddEvent() {
  if (command_.get_option_no_throw("--event") != nullptr) return;
  command_.add_option("--event", event_, options_.words.Say("flag.event"))->type_name("EVENT");
}

void RequestFlags::AddRegistration(v1::RegistrationRow& row) {
  resource_ = &row;
  AddResource(*row.mutable_participant());
  AddResource(*row.mutable_new_person());
  for (const char* name : {"when_full", "confirm"}) {
    const FieldDescriptor& field = *v1::RegistrationRow::descriptor()->FindFieldByName(name);
    AddField(row, field, FlagOf(field), HelpOf(field, options_.words));
  }
}

void RequestFlags::AddResource(Message& resource, const std::string& prefix) {
  const Descriptor& type = *resource.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (Behaves(field, google::api::IDENTIFIER) || Behaves(field, google::api::OUTPUT_ONLY)) {
      continue;
    }
    // A resource that is created has no revision yet.
    if (field.name() == "etag" && !IsUpdate()) continue;
    if (IsUpdate() && Behaves(field, google::api::IMMUTABLE)) continue;
    if (absl::c_linear_search(options_.arguments, field.name())) continue;
    const std::string path = absl::StrCat(prefix, field.name());
    if (IsInterval(field)) {
      AddInterval(resource, field);
    } else if (IsPart(field)) {
      AddResource(*resource.GetReflection()->MutableMessage(&resource, &field),
                  absl::StrCat(path, "."));
    } else {
      AddField(resource, field, FlagOf(field), HelpOf(field, options_.words), path);
    }
  }
}

void RequestFlags::AddInterval(Message& parent, const FieldDescriptor& field) {
  const std::string prefix = field.name() == "interval" ? "--" : FlagOf(field) + "-";
  Message& interval = *parent.GetReflection()->MutableMessage(&parent, &field);
  for (const char* end : {"start", "end"}) {
    AddField(interval, *interval.GetDescriptor()->FindFieldByName(absl::StrCat(end, "_time")),
             absl::StrCat(prefix, end), "", field.name());
  }
}

void RequestFlags::AddField(Message& target, const FieldDescriptor& field, const std::string& flag,
                            const std::string& help, std::string mask_path) {
  const std::string form = FormOf(field);
  if (form.empty() || command_.get_option_no_throw(flag) != nullptr) return;
  // --timeout is the program's own.
  if (field.file()->package() == "google.longrunning" && field.message_type() != nullptr) return;
  if (absl::StrContains(form, "DELEGATION")) AddEvent();
  flags_.push_back(
      std::make_unique<Flag>(Flag{nullptr, &target, &field, std::move(mask_path), {}, false}));
  Flag& added = *flags_.back();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    added.option =
        command_.add_flag(absl::StrCat(flag, ",!--no-", flag.substr(2)), added.value, help);
    return;
  }
  added.option =
      command_.add_option(flag, added.texts, help)->type_name(form)->allow_extra_args(false);
  if (!field.is_repeated()) {
    added.option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
}

void RequestFlags::AddPositional(Message& target, const FieldDescriptor& field, bool required) {
  flags_.push_back(std::make_unique<Flag>(Flag{nullptr, &target, &field, "", {}, false}));
  Flag& added = *flags_.back();
  added.option =
      command_.add_option(PlaceholderOf(field), added.texts, HelpOf(field, options_.words))
          ->type_name(field.enum_type() == nullptr ? "" : ValueForm(field))
          ->required(required);
  // What is searched for may be several words; what may be several is said one after the other.
  if (field.name() != "query" && !field.is_repeated()) {
    added.option->expected(1)->allow_extra_args(false);
  }
}

void RequestFlags::AddWholeResource() {
  if (resource_ == nullptr && rows_ == nullptr) return;
  const Message& whole = resource_ != nullptr && rows_ == nullptr ? *resource_ : *request_;
  const std::string& type = whole.GetDescriptor()->name();
  CLI::Option* json = command_.add_option("--json", json_, options_.words.Say("flag.json", type))
                          ->type_name("JSON");
  command_.add_option("--file", file_, options_.words.Say("flag.file", type))
      ->type_name("FILE")
      ->excludes(json);
}

void RequestFlags::AddFilter(const std::string& field_name, absl::string_view resource_type) {
  const Descriptor* resource =
      request_->GetDescriptor()->file()->pool()->FindMessageTypeByName(std::string(resource_type));
  const FieldDescriptor* field = FilteredField(*resource, field_name);
  filters_.push_back(std::make_unique<Flag>(Flag{nullptr, nullptr, field, field_name, {}, false}));
  Flag& added = *filters_.back();
  // "--year" filters by period.year, "--report-overdue" by is_report_overdue.
  const absl::string_view last = absl::string_view(field_name).substr(field_name.rfind('.') + 1);
  const std::string flag =
      absl::StrCat("--", absl::StrReplaceAll(absl::StripPrefix(last, "is_"), {{"_", "-"}}));
  if (field == nullptr) {
    added.option =
        command_.add_flag(flag, added.value, *options_.words.Find("flag.filter-" + field_name));
    return;
  }
  added.option =
      command_.add_option(flag, added.texts, options_.words.Say("flag.filter-by", field_name))
          ->type_name(FormOf(*field))
          ->expected(1);
}

absl::Status RequestFlags::Fill(Reading reading, absl::string_view event, std::istream& in) {
  if (!event_.empty()) event = event_;
  const std::string full_event = ExpandName(event, {"events/{event}"}, "");
  if (absl::Status status = ReadWhole(in); !status.ok()) return status;
  if (absl::Status status = ReadRows(in); !status.ok()) return status;
  if (absl::Status status = SetFlags(std::move(reading)); !status.ok()) return status;
  SetParent(full_event);
  SetPlace(full_event);
  SetEvent();
  SetSingleton(full_event);
  SetUpdateMask();
  // What was only there for flags to point into must not be sent as an empty person or interval.
  ClearEmpty(*request_, 3);
  KeepResource();
  if (dry_run_) {
    request_->GetReflection()->SetBool(
        request_.get(), request_->GetDescriptor()->FindFieldByName("validate_only"), true);
  }
  ExpandNames(*request_, full_event);
  // What lies in a negotiation needs not say in which where it stands beside it.
  const std::string negotiation = NegotiationNamed();
  if (!negotiation.empty()) ExpandNames(*request_, negotiation);
  return SetFilter(negotiation.empty() ? full_event : negotiation);
}

// "negotiations/…" of what the request is about; empty where it is about something else.
std::string RequestFlags::NegotiationNamed() const {
  const auto text_of = [](const Message* message, const char* name) -> std::string {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->GetDescriptor()->FindFieldByName(name);
    // A `name` may also be a person's, in parts.
    const bool is_text = field != nullptr && !field->is_repeated() &&
                         field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    return is_text ? message->GetReflection()->GetString(*message, field) : "";
  };
  for (const std::string& name :
       {text_of(request_.get(), "parent"), text_of(request_.get(), "name"),
        IsUpdate() ? text_of(resource_, "name") : std::string()}) {
    const std::vector<std::string> parts = absl::StrSplit(name, '/');
    if (parts.size() > 1 && parts[0] == "negotiations") {
      return absl::StrCat(parts[0], "/", parts[1]);
    }
  }
  return "";
}

// One of which nothing needs to be said is there all the same: a user without a name for people.
void RequestFlags::KeepResource() {
  const Descriptor& type = *request_->GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!IsResource(field) || !Behaves(field, google::api::REQUIRED)) continue;
    request_->GetReflection()->MutableMessage(request_.get(), &field);
  }
}

absl::Status RequestFlags::ReadWhole(std::istream& in) {
  std::string text = json_;
  if (!file_.empty()) {
    if (absl::Status status = ReadAll(file_, in, text); !status.ok()) return status;
  }
  if (text.empty()) return absl::OkStatus();
  Message& whole = resource_ != nullptr && rows_ == nullptr ? *resource_ : *request_;
  if (absl::Status status = MergeJson(text, whole); !status.ok()) return status;
  absl::StatusOr<std::vector<std::string>> fields = JsonFields(text);
  if (!fields.ok()) return fields.status();
  json_fields_ = *std::move(fields);
  return absl::OkStatus();
}

absl::Status RequestFlags::ReadRows(std::istream& in) {
  if (rows_file_.empty()) return absl::OkStatus();
  std::string text;
  if (absl::Status status = ReadAll(rows_file_, in, text); !status.ok()) return status;
  int number = 0;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    Message& row = *request_->GetReflection()->AddMessage(request_.get(), rows_);
    if (absl::Status status = MergeJson(line, row); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(rows_file_, ":", number, ": ", status.message()));
    }
  }
  return absl::OkStatus();
}

absl::Status RequestFlags::SetFlags(Reading reading) {
  // Times come last: an event's time zone says what they mean.
  std::stable_partition(flags_.begin(), flags_.end(),
                        [](const auto& flag) { return !HoldsTime(*flag->field); });
  if (!day_.empty()) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(day_, &day)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--day: expected a date as 2023-04-18, not \"", day_, "\""));
    }
    reading.day = day;
  }
  for (const std::unique_ptr<Flag>& flag : flags_) {
    if (flag->option->count() == 0) continue;
    if (flag->texts.empty()) flag->texts = {flag->value ? "true" : "false"};
    if (flag->option->get_positional() && !flag->field->is_repeated()) {
      flag->texts = {absl::StrJoin(flag->texts, " ")};
    }
    if (flag->field->name() == "time_zone") {
      absl::LoadTimeZone(flag->texts.back(), &reading.time_zone);
    }
    if (flag->field->is_repeated()) {
      flag->target->GetReflection()->ClearField(flag->target, flag->field);
    }
    for (const std::string& text : flag->texts) {
      const absl::Status status = SetValue(*flag->target, *flag->field, text, reading);
      if (!status.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat(flag->option->get_name(), ": ", status.message()));
      }
    }
  }
  return absl::OkStatus();
}

void RequestFlags::SetParent(absl::string_view event) {
  const FieldDescriptor* parent = request_->GetDescriptor()->FindFieldByName("parent");
  if (parent == nullptr || !request_->GetReflection()->GetString(*request_, parent).empty()) {
    return;
  }
  const std::vector<std::string> patterns = NamePatterns(*parent);
  const bool lies_in_events = absl::StartsWith(patterns[0], "events/");
  std::string value(lies_in_events ? event : "");
  if (value.empty() && parent->options().GetExtension(v1::rules).wildcard_parent()) {
    value = absl::StrCat(patterns[0].substr(0, patterns[0].find('/')), "/-");
  } else if (value.empty() && absl::c_linear_search(patterns, "-")) {
    value = "-";
  }
  request_->GetReflection()->SetString(request_.get(), parent, value);
}

// Only where somebody says so here: what a context says must not give a role in its event where one
// everywhere is meant, nor the other way round.
void RequestFlags::SetPlace(absl::string_view event) {
  if (options_.place.empty()) return;
  const FieldDescriptor* place = resource_->GetDescriptor()->FindFieldByName(options_.place);
  const std::string name =
      !delegation_.empty()
          ? ExpandName(delegation_, {"events/{event}/delegations/{delegation}"}, event)
          : ExpandName(event_, {"events/{event}"}, "");
  if (!name.empty()) resource_->GetReflection()->SetString(resource_, place, name);
}

std::string RequestFlags::EventNamed(absl::string_view event) const {
  const std::string given = ExpandName(event_.empty() ? event : event_, {"events/{event}"}, "");
  if (!event_.empty()) return given;
  for (const std::unique_ptr<Flag>& flag : flags_) {
    if (!flag->option->get_positional() || flag->texts.empty()) continue;
    const std::vector<std::string> parts =
        absl::StrSplit(ExpandName(flag->texts[0], NamePatterns(*flag->field), given), '/');
    if (parts.size() >= 2 && parts[0] == "events") return absl::StrCat("events/", parts[1]);
  }
  return given;
}

bool RequestFlags::HasTimes() const {
  return absl::c_any_of(flags_, [](const std::unique_ptr<Flag>& flag) {
    return HoldsTime(*flag->field) && flag->option->count() > 0;
  });
}

// The one thing of its kind in the event that is known anyway needs no name.
void RequestFlags::SetSingleton(absl::string_view event) {
  Message& named = IsUpdate() ? *resource_ : *request_;
  const FieldDescriptor* name = named.GetDescriptor()->FindFieldByName("name");
  if (name == nullptr) return;
  const auto& reflection = *named.GetReflection();
  if (IsOneAndOnly(*name)) reflection.SetString(&named, name, NamePatterns(*name)[0]);
  if (event.empty() || !IsSingleton(*name)) return;
  if (!reflection.GetString(named, name).empty()) return;
  reflection.SetString(&named, name, ExpandName(LastId(event), NamePatterns(*name), ""));
}

// --event, where the request asks for one beside what it is about.
void RequestFlags::SetEvent() {
  const FieldDescriptor* field = request_->GetDescriptor()->FindFieldByName("event");
  if (field == nullptr || event_.empty() || field->type() != FieldDescriptor::TYPE_STRING) return;
  request_->GetReflection()->SetString(request_.get(), field, event_);
}

absl::Status RequestFlags::SetFilter(absl::string_view event) {
  std::vector<std::string> terms;
  for (const std::unique_ptr<Flag>& flag : filters_) {
    if (flag->option->count() == 0) continue;
    if (flag->field == nullptr) {
      terms.push_back(absl::StrCat(flag->mask_path, " = true"));
      continue;
    }
    const std::string& text = flag->texts.back();
    std::string value;
    if (flag->field->enum_type() != nullptr) {
      const absl::StatusOr<std::string> name = EnumName(*flag->field->enum_type(), text);
      if (!name.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat(flag->option->get_name(), ": ", name.status().message()));
      }
      value = *name;
    } else if (flag->field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      value = text;
    } else {
      const std::string full = ExpandName(text, NamePatterns(*flag->field), event);
      value = absl::StrCat("\"", absl::StrReplaceAll(full, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
    }
    terms.push_back(absl::StrCat(flag->mask_path, " = ", value));
  }
  if (terms.empty()) return absl::OkStatus();
  const FieldDescriptor* field = request_->GetDescriptor()->FindFieldByName("filter");
  const std::string given = request_->GetReflection()->GetString(*request_, field);
  if (!given.empty()) terms.push_back(absl::StrCat("(", given, ")"));
  request_->GetReflection()->SetString(request_.get(), field, absl::StrJoin(terms, " AND "));
  return absl::OkStatus();
}

// Without a mask the server takes fields that are set, and a field that is set to nothing is not.
void RequestFlags::SetUpdateMask() {
  if (!IsUpdate()) return;
  const FieldDescriptor* field = request_->GetDescriptor()->FindFieldByName("update_mask");
  auto& mask = dynamic_cast<google::protobuf::FieldMask&>(
      *request_->GetReflection()->MutableMessage(request_.get(), field));
  if (mask.paths_size() > 0) return;
  std::vector<std::string> fields;
  for (const std::unique_ptr<Flag>& flag : flags_) {
    if (flag->option->count() > 0 && !flag->mask_path.empty()) fields.push_back(flag->mask_path);
  }
  fields.insert(fields.end(), json_fields_.begin(), json_fields_.end());
  std::sort(fields.begin(), fields.end());
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  for (std::string& name : fields) {
    if (name != "name" && name != "etag") mask.add_paths(std::move(name));
  }
}

}  // namespace plenary::cli
