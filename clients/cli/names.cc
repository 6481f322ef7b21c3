#include "clients/cli/names.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "plenary/v1/options.pb.h"

namespace plenary::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

using Segments = std::vector<std::string>;

bool IsVariable(absl::string_view segment) { return absl::StartsWith(segment, "{"); }

bool IsFullName(const Segments& segments, const Segments& pattern) {
  if (segments.size() != pattern.size()) return false;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (!IsVariable(pattern[i]) && segments[i] != pattern[i]) return false;
  }
  return true;
}

std::string Filled(Segments pattern, const Segments& ids) {
  size_t next = 0;
  for (std::string& segment : pattern) {
    if (IsVariable(segment)) segment = ids[next++];
  }
  return absl::StrJoin(pattern, "/");
}

size_t CountVariables(const Segments& pattern) {
  size_t count = 0;
  for (const std::string& segment : pattern) count += IsVariable(segment);
  return count;
}

void ExpandField(Message& message, const FieldDescriptor& field, absl::string_view within) {
  const std::vector<std::string> patterns = NamePatterns(field);
  if (patterns.empty()) return;
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    reflection.SetString(&message, &field,
                         ExpandName(reflection.GetString(message, &field), patterns, within));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    reflection.SetRepeatedString(
        &message, &field, i,
        ExpandName(reflection.GetRepeatedString(message, &field, i), patterns, within));
  }
}

}  // namespace

std::string ExpandName(absl::string_view text, const std::vector<std::string>& patterns,
                       absl::string_view within) {
  const Segments segments = absl::StrSplit(text, '/');
  for (const std::string& pattern : patterns) {
    if (IsFullName(segments, absl::StrSplit(pattern, '/'))) return std::string(text);
  }
  if (text.empty()) return "";
  // Of several kinds in an event the collection may say which: "meetings/opening".
  if (!within.empty()) {
    const Segments whole = absl::StrSplit(absl::StrCat(within, "/", text), '/');
    for (const std::string& pattern : patterns) {
      if (IsFullName(whole, absl::StrSplit(pattern, '/'))) return absl::StrJoin(whole, "/");
    }
  }
  // Somebody who names the event means what lies in it, so "kursk" is a delegation there.
  Segments inside = {std::string(LastId(within))};
  inside.insert(inside.end(), segments.begin(), segments.end());
  const absl::string_view collection = within.substr(0, within.find('/'));
  for (const Segments& ids :
       within.empty() ? std::vector<Segments>{segments} : std::vector<Segments>{inside, segments}) {
    for (const std::string& pattern : patterns) {
      const Segments parts = absl::StrSplit(pattern, '/');
      if (CountVariables(parts) != ids.size()) continue;
      if (ids.size() > segments.size() && parts[0] != collection) continue;
      return Filled(parts, ids);
    }
  }
  return std::string(text);
}

std::vector<std::string> NamePatterns(const FieldDescriptor& field) {
  // The protos of long work are Google's and declare nothing.
  if (field.name() == "name" && field.file()->package() == "google.longrunning") {
    return {"operations/{operation}"};
  }
  const auto& patterns = field.options().GetExtension(v1::rules).name_patterns();
  return {patterns.begin(), patterns.end()};
}

void ExpandNames(Message& message, absl::string_view within) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->type() == FieldDescriptor::TYPE_STRING) ExpandField(message, *field, within);
    if (field->type() != FieldDescriptor::TYPE_MESSAGE || field->is_map()) continue;
    if (!field->is_repeated()) {
      ExpandNames(*reflection.MutableMessage(&message, field), within);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      ExpandNames(*reflection.MutableRepeatedMessage(&message, field, i), within);
    }
  }
}

absl::string_view LastId(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == absl::string_view::npos ? name : name.substr(slash + 1);
}

std::string ShortName(absl::string_view name) {
  const Segments parts = absl::StrSplit(name, '/');
  if (parts.size() < 4 || parts.size() % 2 != 0 || parts[0] == "events") {
    return std::string(LastId(name));
  }
  Segments ids;
  ids.reserve(parts.size() / 2);
  for (size_t i = 1; i < parts.size(); i += 2) ids.push_back(parts[i]);
  return absl::StrJoin(ids, "/");
}

}  // namespace plenary::cli
