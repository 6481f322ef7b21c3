#include "services/delegations/export_rules.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/names.h"
#include "services/delegations/custom_value_rules.h"
#include "services/delegations/import_cells_rules.h"
#include "services/delegations/import_delegation_rules.h"
#include "services/delegations/import_words_rules.h"
#include "services/names/sound.h"

namespace plenary::delegations {
namespace {

using Column = v1::ImportColumn;
using Texts = google::protobuf::RepeatedPtrField<v1::LocalizedText>;

// The usual order of columns; names in one language stand together.
constexpr v1::ImportField kOrder[] = {
    v1::ROW_NUMBER,
    v1::FULL_NAME,
    v1::FAMILY_NAME,
    v1::GIVEN_NAME,
    v1::PATRONYMIC,
    v1::LATIN_FULL_NAME,
    v1::LATIN_FAMILY_NAME,
    v1::LATIN_GIVEN_NAME,
    v1::ORGANIZATION,
    v1::DELEGATION_NAME,
    v1::JOB_TITLE,
    v1::AFFILIATION,
    v1::DELEGATION,
    v1::CATEGORY,
    v1::CAPACITY,
    v1::FUNCTIONS,
    v1::COUNTRY,
    v1::LANGUAGES,
    v1::WORK_EMAIL,
    v1::WORK_PHONE,
    v1::PRECEDENCE,
    v1::PAYER,
    v1::FOCAL_POINTS,
    v1::LIAISON_OFFICER,
    v1::STAY_START,
    v1::STAY_END,
    v1::QUOTA,
    v1::BASIS,
    v1::ARRIVAL_TIME,
    v1::ARRIVAL_CARRIER,
    v1::ARRIVAL_NUMBER,
    v1::ARRIVAL_PLACE,
    v1::DEPARTURE_TIME,
    v1::DEPARTURE_CARRIER,
    v1::DEPARTURE_NUMBER,
    v1::DEPARTURE_PLACE,
    v1::HOTEL,
    v1::NEEDS,
    v1::LISTING_CONSENT,
    v1::WAITING_RANK,
    v1::CUSTOM_VALUE,
    v1::NOTE,
    v1::STATE,
    v1::ATTENDANCE,
    v1::PARTICIPANT,
    v1::PERSON,
};

bool IsNamePart(v1::ImportField field) {
  return field == v1::FAMILY_NAME || field == v1::GIVEN_NAME || field == v1::PATRONYMIC;
}

// Cells of one row, as they are gathered. Empty ones are let go.
class Cells {
 public:
  void Add(v1::ImportField field, std::string text, const Column& where = Column()) {
    if (text.empty()) return;
    Column column = where;
    column.set_field(field);
    cells_.push_back({std::move(column), std::move(text)});
  }
  void Add(v1::ImportField field, const Texts& texts) {
    for (const v1::LocalizedText& text : texts) {
      Column where;
      where.set_language(text.language());
      where.set_side(text.side());
      Add(field, text.text(), where);
    }
  }
  std::vector<ExportCell> Take() { return std::move(cells_); }

 private:
  std::vector<ExportCell> cells_;
};

std::string Words(const v1::PersonName& name) {
  std::vector<std::string> words;
  for (const std::string& word : {name.family_name(), name.given_name(), name.patronymic()}) {
    if (!word.empty()) words.push_back(word);
  }
  return absl::StrJoin(words, " ");
}

void AddNames(const v1::Person& person, Cells& cells) {
  for (const v1::PersonName& name : person.names()) {
    Column where;
    where.set_language(name.language());
    where.set_side(name.side());
    where.set_script(name.script());
    cells.Add(v1::FULL_NAME, Words(name), where);
    cells.Add(v1::FAMILY_NAME, name.family_name(), where);
    cells.Add(v1::GIVEN_NAME, name.given_name(), where);
    cells.Add(v1::PATRONYMIC, name.patronymic(), where);
  }
  cells.Add(v1::LATIN_FULL_NAME, Words(person.latin_name()));
  cells.Add(v1::LATIN_FAMILY_NAME, person.latin_name().family_name());
  cells.Add(v1::LATIN_GIVEN_NAME, person.latin_name().given_name());
}

// The titles at the event, and the person's own in further languages.
Texts TitlesOf(const v1::Participant& participant, const v1::Person& person) {
  Texts titles = participant.titles();
  for (const v1::LocalizedText& own : person.job_titles()) {
    const bool is_there = std::any_of(titles.begin(), titles.end(), [&](const auto& title) {
      return title.language() == own.language() && title.side() == own.side();
    });
    if (!is_there) *titles.Add() = own;
  }
  return titles;
}

void AddStay(const v1::Stay& stay, absl::TimeZone zone, Cells& cells) {
  if (stay.arrival().has_time()) {
    cells.Add(v1::ARRIVAL_TIME, TimeText(stay.arrival().time(), zone));
  }
  cells.Add(v1::ARRIVAL_CARRIER, stay.arrival().carrier());
  cells.Add(v1::ARRIVAL_NUMBER, stay.arrival().number());
  cells.Add(v1::ARRIVAL_PLACE, stay.arrival().place());
  if (stay.departure().has_time()) {
    cells.Add(v1::DEPARTURE_TIME, TimeText(stay.departure().time(), zone));
  }
  cells.Add(v1::DEPARTURE_CARRIER, stay.departure().carrier());
  cells.Add(v1::DEPARTURE_NUMBER, stay.departure().number());
  cells.Add(v1::DEPARTURE_PLACE, stay.departure().place());
  cells.Add(v1::HOTEL, stay.hotel());
  cells.Add(v1::NEEDS, JoinEntries({stay.needs().begin(), stay.needs().end()}, ';'));
}

// An answer to a custom field as people read it, where reading it gives the same answer.
std::string AnswerText(const std::string& answer, const v1::CustomField& field,
                       absl::string_view language) {
  std::string text = answer;
  if (field.type() == v1::CustomField::YES_NO) text = YesNoWord(answer == "true", language);
  if (field.type() == v1::CustomField::CHOICE) {
    for (const v1::CustomField::Choice& choice : field.choices()) {
      if (choice.id() == answer) text = TextIn(choice.display_names(), language);
    }
  }
  return ReadCustomValue(field, text).value == answer ? text : answer;
}

void AddAnswers(const v1::Participant& participant, const ListWriting& writing, Cells& cells) {
  for (const v1::CustomField& field : writing.custom_fields) {
    const auto found = participant.custom_values().find(field.id());
    if (found == participant.custom_values().end()) continue;
    Column where;
    where.set_custom_field(field.id());
    cells.Add(v1::CUSTOM_VALUE, AnswerText(found->second, field, writing.language), where);
  }
}

std::string LabelOf(const std::string& name, const std::map<std::string, std::string>& labels) {
  const auto found = labels.find(name);
  return found == labels.end() ? std::string(base::LastId(name)) : found->second;
}

std::string NumberText(int32_t number) { return number > 0 ? absl::StrCat(number) : ""; }

bool IsSameColumn(const Column& a, const Column& b) {
  return a.field() == b.field() && a.language() == b.language() && a.side() == b.side() &&
         a.script() == b.script() && a.custom_field() == b.custom_field() &&
         a.category() == b.category();
}

}  // namespace

std::string TextIn(const Texts& texts, absl::string_view language) {
  const absl::string_view primary = language.substr(0, language.find('-'));
  for (const v1::LocalizedText& text : texts) {
    const absl::string_view own = text.language();
    if (own.substr(0, own.find('-')) == primary && text.side().empty()) return text.text();
  }
  return texts.empty() ? "" : texts[0].text();
}

std::map<std::string, std::string> CategoryLabels(const std::vector<v1::Category>& categories,
                                                  absl::string_view language) {
  std::map<std::string, int> uses;
  for (const v1::Category& category : categories) {
    std::set<std::string> own;
    for (const v1::LocalizedText& name : category.display_names()) {
      own.insert(names::Fold(name.text()));
    }
    for (const std::string& name : own) ++uses[name];
  }
  std::map<std::string, std::string> labels;
  for (const v1::Category& category : categories) {
    const std::string label = TextIn(category.display_names(), language);
    const bool is_clear = uses[names::Fold(label)] == 1 && !base::IsId(label);
    labels[category.name()] = is_clear ? label : std::string(base::LastId(category.name()));
  }
  return labels;
}

std::map<std::string, std::string> DelegationLabels(
    const std::vector<v1::Delegation>& delegations,
    const std::map<std::string, v1::Organization>& organizations, absl::string_view language) {
  std::map<std::string, int> uses;
  for (const v1::Delegation& delegation : delegations) {
    std::set<std::string> own;
    const auto add = [&own](const Texts& texts) {
      for (const v1::LocalizedText& text : texts) own.insert(names::Fold(text.text()));
    };
    add(delegation.display_names());
    if (const auto found = organizations.find(delegation.organization());
        found != organizations.end()) {
      add(found->second.display_names());
      add(found->second.short_names());
      add(found->second.alternative_names());
    }
    for (const std::string& name : own) ++uses[name];
  }
  std::map<std::string, std::string> labels;
  for (const v1::Delegation& delegation : delegations) {
    std::string label = TextIn(delegation.display_names(), language);
    const auto organization = organizations.find(delegation.organization());
    if (label.empty() && organization != organizations.end()) {
      label = TextIn(organization->second.display_names(), language);
    }
    // Who declined isn't found by the organization's name any more.
    const bool is_clear = uses[names::Fold(label)] == 1 && !base::IsId(label) &&
                          delegation.state() != v1::Delegation::DECLINED;
    labels[delegation.name()] = is_clear ? label : std::string(base::LastId(delegation.name()));
  }
  return labels;
}

std::vector<ExportCell> CellsOf(const v1::Participant& participant, const v1::Person& person,
                                const v1::Organization* organization, const ListWriting& writing) {
  const std::string& language = writing.language;
  Cells cells;
  AddNames(person, cells);
  cells.Add(v1::JOB_TITLE, TitlesOf(participant, person));
  if (organization != nullptr) {
    cells.Add(v1::ORGANIZATION, TextIn(organization->display_names(), language));
  }
  cells.Add(v1::AFFILIATION, participant.affiliations());
  if (!participant.delegation().empty()) {
    cells.Add(v1::DELEGATION, LabelOf(participant.delegation(), writing.delegation_labels));
  }
  cells.Add(v1::CATEGORY, LabelOf(participant.category(), writing.category_labels));
  cells.Add(v1::CAPACITY, CapacityWord(participant.capacity(), language));
  std::vector<std::string> functions;
  for (const int function : participant.functions()) {
    functions.push_back(FunctionWord(static_cast<v1::Participant::Function>(function), language));
  }
  cells.Add(v1::FUNCTIONS, absl::StrJoin(functions, ", "));
  cells.Add(v1::COUNTRY, CountryWord(person.country_code(), language));
  cells.Add(v1::LANGUAGES, absl::StrJoin(person.languages(), ", "));
  cells.Add(v1::WORK_EMAIL, person.work_email());
  cells.Add(v1::WORK_PHONE, person.work_phone());
  cells.Add(v1::PRECEDENCE, NumberText(participant.precedence()));
  AddStay(participant.stay(), writing.zone, cells);
  if (participant.listing_consent()) cells.Add(v1::LISTING_CONSENT, YesNoWord(true, language));
  cells.Add(v1::WAITING_RANK, NumberText(participant.waiting_rank()));
  AddAnswers(participant, writing, cells);
  cells.Add(v1::NOTE, participant.note());
  cells.Add(v1::STATE, StateWord(participant.state(), language));
  if (participant.attendance() != v1::Participant::EXPECTED) {
    cells.Add(v1::ATTENDANCE, AttendanceWord(participant.attendance(), language));
  }
  cells.Add(v1::PARTICIPANT, std::string(base::LastId(participant.name())));
  cells.Add(v1::PERSON, std::string(base::LastId(participant.person())));
  return cells.Take();
}

std::vector<ExportCell> CellsOf(const v1::Delegation& delegation,
                                const v1::Organization* organization,
                                const std::map<std::string, v1::Person>& people,
                                const ListWriting& writing) {
  const std::string& language = writing.language;
  const auto text_of = [&](const std::string& name) {
    const auto found = people.find(name);
    return PersonText(found == people.end() ? "" : found->second.sort_name(), name);
  };
  Cells cells;
  cells.Add(v1::DELEGATION, std::string(base::LastId(delegation.name())));
  cells.Add(v1::DELEGATION_NAME, delegation.display_names());
  if (organization != nullptr) {
    cells.Add(v1::ORGANIZATION, TextIn(organization->display_names(), language));
    cells.Add(v1::COUNTRY, CountryWord(organization->country_code(), language));
  }
  cells.Add(v1::PAYER, PayerWord(delegation.payer(), language));
  std::vector<std::string> focal_points;
  for (const std::string& name : delegation.focal_points()) focal_points.push_back(text_of(name));
  cells.Add(v1::FOCAL_POINTS, JoinEntries(focal_points, ','));
  if (!delegation.liaison_officer().empty()) {
    cells.Add(v1::LIAISON_OFFICER, text_of(delegation.liaison_officer()));
  }
  if (delegation.stay().has_start_time()) {
    cells.Add(v1::STAY_START, TimeText(delegation.stay().start_time(), writing.zone));
  }
  if (delegation.stay().has_end_time()) {
    cells.Add(v1::STAY_END, TimeText(delegation.stay().end_time(), writing.zone));
  }
  for (const v1::Quota& quota : delegation.quotas()) {
    if (!quota.has_limit()) continue;
    Column where;
    where.set_category(quota.category());
    cells.Add(v1::QUOTA, absl::StrCat(quota.limit()), where);
  }
  cells.Add(v1::BASIS, BasisText(delegation.basis(), language));
  cells.Add(v1::NOTE, delegation.note());
  cells.Add(v1::STATE, StateWord(delegation.state(), language));
  return cells.Take();
}

bool ExportColumns::IsWanted(v1::ImportField field) const {
  // Whole names would say the same again.
  if (fields_.empty()) return field != v1::FULL_NAME && field != v1::LATIN_FULL_NAME;
  return std::find(fields_.begin(), fields_.end(), field) != fields_.end();
}

int ExportColumns::PlaceOf(v1::ImportField field) const {
  if (!fields_.empty()) {
    return static_cast<int>(std::find(fields_.begin(), fields_.end(), field) - fields_.begin());
  }
  // The parts of a name in one language stand together.
  const v1::ImportField first = IsNamePart(field) ? v1::FAMILY_NAME : field;
  return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), first) -
                          std::begin(kOrder));
}

void ExportColumns::Note(const std::vector<ExportCell>& cells) {
  std::set<v1::ImportField> seen;
  for (const ExportCell& cell : cells) {
    if (!IsWanted(cell.column.field())) continue;
    auto found = std::find_if(columns_.begin(), columns_.end(), [&](const Noted& noted) {
      return IsSameColumn(noted.column, cell.column);
    });
    if (found == columns_.end()) found = columns_.insert(columns_.end(), {cell.column, 0});
    if (seen.insert(cell.column.field()).second) ++found->times_first;
  }
}

std::vector<Column> ExportColumns::All() const {
  std::vector<Noted> columns = columns_;
  for (const v1::ImportField field : fields_) {
    const bool is_there = std::any_of(columns.begin(), columns.end(), [&](const Noted& noted) {
      return noted.column.field() == field;
    });
    if (is_there) continue;
    Noted empty;
    empty.column.set_field(field);
    columns.push_back(std::move(empty));
  }
  // How often the language of a name is the first, by its family name: every name has one.
  const auto times_first = [&](const Noted& noted) {
    if (!IsNamePart(noted.column.field())) return noted.times_first;
    Column family = noted.column;
    family.set_field(v1::FAMILY_NAME);
    for (const Noted& other : columns) {
      if (IsSameColumn(other.column, family)) return other.times_first;
    }
    return noted.times_first;
  };
  const auto key = [&](const Noted& noted) {
    const Column& column = noted.column;
    return std::make_tuple(PlaceOf(column.field()), -times_first(noted), column.language(),
                           column.side(), column.script(), column.custom_field(), column.category(),
                           column.field());
  };
  std::vector<size_t> order(columns.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return key(columns[a]) < key(columns[b]); });
  std::vector<Column> all;
  all.reserve(columns.size());
  for (const size_t i : order) all.push_back(columns[i].column);
  return all;
}

std::vector<std::string> ExportColumns::Arrange(const std::vector<ExportCell>& cells,
                                                const std::vector<Column>& columns) {
  std::vector<std::string> row(columns.size());
  for (const ExportCell& cell : cells) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
      return IsSameColumn(column, cell.column);
    });
    if (found != columns.end()) row[found - columns.begin()] = cell.text;
  }
  return row;
}

bool IsExported(v1::ImportField field) {
  switch (field) {
    case v1::IMPORT_FIELD_UNSPECIFIED:
    case v1::IGNORED:
    case v1::ROW_NUMBER:
    case v1::JOB_TITLE_AND_ORGANIZATION:
    case v1::BIRTH_DATE:
      return false;
    default:
      return field < v1::DELEGATION_NAME;
  }
}

}  // namespace plenary::delegations
