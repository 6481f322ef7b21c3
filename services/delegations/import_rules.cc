#include "services/delegations/import_rules.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/import_words_rules.h"
#include "services/interchange/cells.h"
#include "services/names/full_name.h"
#include "services/names/sound.h"

namespace plenary::delegations {
namespace {

using Column = v1::ImportColumn;
using Texts = google::protobuf::RepeatedPtrField<v1::LocalizedText>;

bool IsInitials(absl::string_view given) {
  // "И." or "И.-П."; a name of one letter without a full stop is one all the same.
  return absl::EndsWith(given, ".") && given.size() <= 8;
}

bool IsNameField(v1::ImportField field) {
  return field >= v1::FULL_NAME && field <= v1::LATIN_GIVEN_NAME;
}

// The parts of one name, gathered from its columns.
struct NameParts {
  Column first;  // the first of its columns
  std::string full, family, given, patronymic;
};

// Reads the cells of one row.
class RowReader {
 public:
  RowReader(const interchange::TableRow& cells, const ListReading& reading, bool repairs_lookalikes)
      : reading_(reading), cells_(cells, reading, repairs_lookalikes) {
    row_.line = cells.line;
  }

  ImportRow Read() {
    for (const Column& column : reading_.columns) {
      const bool is_id = column.field() == v1::PARTICIPANT || column.field() == v1::PERSON;
      if (is_id && !cells_.TextOf(column).empty()) cells_.TrustLanguages();
    }
    for (const Column& column : reading_.columns) {
      const std::string text = cells_.TextOf(column);
      if (text.empty()) continue;
      cells_.Note(column);
      if (IsNameField(column.field())) {
        ReadNamePart(column, text);
      } else {
        ReadCell(column, text);
      }
    }
    FinishNames();
    row_.said = cells_.said();
    row_.problems = cells_.TakeProblems();
    return std::move(row_);
  }

 private:
  v1::Stay::Journey& arrival() { return *row_.participant.mutable_stay()->mutable_arrival(); }
  v1::Stay::Journey& departure() { return *row_.participant.mutable_stay()->mutable_departure(); }

  void ReadNamePart(const Column& column, const std::string& text);
  void ReadCell(const Column& column, const std::string& text);
  void ReadPlacement(const Column& column, const std::string& text);
  void ReadStay(const Column& column, const std::string& text);
  void ReadTitleAndOrganization(const Column& column, const std::string& text);
  void ReadFunctions(const Column& column, const std::string& text);
  void AddText(const Column& column, const std::string& text, Texts& texts);
  void FinishNames();
  absl::optional<v1::PersonName> MakeName(const NameParts& parts, bool is_latin);
  NameParts& PartsOf(const Column& column, bool is_latin);

  const ListReading& reading_;
  CellReader cells_;
  ImportRow row_;
  std::vector<NameParts> names_;
  std::vector<NameParts> latin_;
};

NameParts& RowReader::PartsOf(const Column& column, bool is_latin) {
  std::vector<NameParts>& all = is_latin ? latin_ : names_;
  const auto found = std::find_if(all.begin(), all.end(), [&](const NameParts& parts) {
    return is_latin ||
           (parts.first.language() == column.language() && parts.first.side() == column.side() &&
            parts.first.script() == column.script());
  });
  if (found != all.end()) return *found;
  all.push_back({column, "", "", "", ""});
  return all.back();
}

void RowReader::ReadNamePart(const Column& column, const std::string& text) {
  const std::string name = cells_.Name(column, text);
  const bool is_latin = column.field() >= v1::LATIN_FULL_NAME;
  NameParts& parts = PartsOf(column, is_latin);
  switch (column.field()) {
    case v1::FULL_NAME:
    case v1::LATIN_FULL_NAME:
      parts.full = name;
      break;
    case v1::FAMILY_NAME:
    case v1::LATIN_FAMILY_NAME:
      parts.family = name;
      break;
    case v1::PATRONYMIC:
      parts.patronymic = name;
      break;
    default:
      parts.given = name;
  }
}

void RowReader::AddText(const Column& column, const std::string& text, Texts& texts) {
  v1::LocalizedText localized = cells_.Localized(column, text);
  const bool is_there = std::any_of(texts.begin(), texts.end(), [&](const auto& other) {
    return other.language() == localized.language() && other.side() == localized.side();
  });
  // Two columns in one language, one of them by its letters only: the first counts.
  if (!is_there) *texts.Add() = std::move(localized);
}

void RowReader::ReadCell(const Column& column, const std::string& text) {
  v1::Person& person = row_.person;
  v1::Participant& participant = row_.participant;
  switch (column.field()) {
    case v1::PARTICIPANT:
      row_.participant_id = std::string(base::LastId(OneLine(text)));
      break;
    case v1::PERSON:
      row_.person_name = absl::StrCat("people/", base::LastId(OneLine(text)));
      break;
    case v1::JOB_TITLE:
      AddText(column, text, *participant.mutable_titles());
      break;
    case v1::ORGANIZATION:
      row_.organizations.insert(row_.organizations.begin(), cells_.Localized(column, text));
      break;
    case v1::JOB_TITLE_AND_ORGANIZATION:
      ReadTitleAndOrganization(column, text);
      break;
    case v1::AFFILIATION:
      AddText(column, text, *participant.mutable_affiliations());
      break;
    case v1::COUNTRY:
      person.set_country_code(cells_.Country(column, text));
      break;
    case v1::LANGUAGES: {
      const std::vector<std::string> languages = cells_.Languages(column, text);
      *person.mutable_languages() = {languages.begin(), languages.end()};
      break;
    }
    case v1::WORK_EMAIL:
      person.set_work_email(cells_.Email(column, text));
      break;
    case v1::WORK_PHONE:
      person.set_work_phone(OneLine(text));
      break;
    case v1::BIRTH_DATE:
      if (const auto date = cells_.Date(column, text)) *person.mutable_birth_date() = *date;
      break;
    case v1::CUSTOM_VALUE:
      if (const auto answer = cells_.Answer(column, text)) {
        (*participant.mutable_custom_values())[column.custom_field()] = *answer;
      }
      break;
    default:
      ReadPlacement(column, text);
  }
}

void RowReader::ReadPlacement(const Column& column, const std::string& text) {
  v1::Participant& participant = row_.participant;
  switch (column.field()) {
    case v1::DELEGATION:
      row_.delegation = OneLine(text);
      break;
    case v1::CATEGORY:
      row_.category = OneLine(text);
      break;
    case v1::CAPACITY:
      if (const auto capacity = ReadCapacity(OneLine(text))) {
        participant.set_capacity(*capacity);
      } else {
        cells_.Reject(column, absl::StrCat("«", text, "» is no capacity that is known here"),
                      absl::StrCat("Write one of: ", CapacityWords(reading_.language), "."));
      }
      break;
    case v1::FUNCTIONS:
      ReadFunctions(column, text);
      break;
    case v1::PRECEDENCE:
      participant.set_precedence(
          static_cast<int32_t>(cells_.Number(column, text, 1'000'000).value_or(0)));
      break;
    case v1::WAITING_RANK:
      participant.set_waiting_rank(
          static_cast<int32_t>(cells_.Number(column, text, 1'000'000).value_or(0)));
      break;
    case v1::LISTING_CONSENT:
      participant.set_listing_consent(cells_.YesNo(column, text).value_or(false));
      break;
    case v1::NOTE:
      participant.set_note(SeveralLines(text));
      break;
    default:
      ReadStay(column, text);
  }
}

void RowReader::ReadStay(const Column& column, const std::string& text) {
  switch (column.field()) {
    case v1::ARRIVAL_TIME:
      if (const auto time = cells_.Time(column, text)) *arrival().mutable_time() = *time;
      break;
    case v1::ARRIVAL_CARRIER:
      arrival().set_carrier(OneLine(text));
      break;
    case v1::ARRIVAL_NUMBER:
      arrival().set_number(OneLine(text));
      break;
    case v1::ARRIVAL_PLACE:
      arrival().set_place(OneLine(text));
      break;
    case v1::DEPARTURE_TIME:
      if (const auto time = cells_.Time(column, text)) *departure().mutable_time() = *time;
      break;
    case v1::DEPARTURE_CARRIER:
      departure().set_carrier(OneLine(text));
      break;
    case v1::DEPARTURE_NUMBER:
      departure().set_number(OneLine(text));
      break;
    case v1::DEPARTURE_PLACE:
      departure().set_place(OneLine(text));
      break;
    case v1::HOTEL:
      row_.participant.mutable_stay()->set_hotel(OneLine(text));
      break;
    case v1::NEEDS:
      for (std::string& need : SplitEntries(OneLine(text), ';')) {
        row_.participant.mutable_stay()->add_needs(std::move(need));
      }
      break;
    default:  // Ignored, not read back, or of lists of delegations.
      break;
  }
}

void RowReader::ReadFunctions(const Column& column, const std::string& text) {
  for (const absl::string_view word :
       absl::StrSplit(OneLine(text), absl::ByAnyChar(",;/"), absl::SkipWhitespace())) {
    const auto function = ReadFunction(word);
    if (!function) {
      cells_.Reject(column, absl::StrCat("«", word, "» is no function that is known here"),
                    absl::StrCat("Write one or several, separated by commas, of: ",
                                 FunctionWords(reading_.language), "."));
      continue;
    }
    const auto& functions = row_.participant.functions();
    if (std::find(functions.begin(), functions.end(), *function) == functions.end()) {
      row_.participant.add_functions(*function);
    }
  }
}

void RowReader::ReadTitleAndOrganization(const Column& column, const std::string& text) {
  const interchange::TitleAndOrganization parts = interchange::SplitTitleAndOrganization(text);
  if (!parts.title.empty()) AddText(column, parts.title, *row_.participant.mutable_titles());
  if (!parts.organization.empty()) {
    // A column of its own goes before.
    row_.organizations.push_back(cells_.Localized(column, parts.organization));
  }
  if (parts.is_uncertain) {
    cells_.Remark(
        column.index(), "it isn't clear where the title ends and the organization begins",
        "All of it was taken for the title; write «title, organization», or two columns.");
  }
}

absl::optional<v1::PersonName> RowReader::MakeName(const NameParts& parts, bool is_latin) {
  v1::PersonName name;
  const std::string all = absl::StrCat(parts.full, parts.family, parts.given, parts.patronymic);
  name.set_language(is_latin ? "en" : cells_.LanguageIn(parts.first, all));
  name.set_side(parts.first.side());
  name.set_script(parts.first.script());
  name.set_family_name(parts.family);
  name.set_given_name(parts.given);
  name.set_patronymic(parts.patronymic);
  if (parts.full.empty()) {
    if (!parts.family.empty()) return name;
    // Somebody with one name only, or a list that has it in the wrong column.
    name.set_family_name(parts.given.empty() ? parts.patronymic : parts.given);
    parts.given.empty() ? name.clear_patronymic() : name.clear_given_name();
    return name;
  }
  absl::StatusOr<names::FullName> full = names::SplitFullName(parts.full, name.language());
  if (!full.ok()) {
    cells_.Reject(parts.first, absl::StrCat("«", parts.full, "» is no name"),
                  "Write the name of a person.");
    return absl::nullopt;
  }
  if (full->family.empty()) std::swap(full->family, full->given);
  if (parts.family.empty()) name.set_family_name(full->family);
  if (parts.given.empty()) name.set_given_name(full->given);
  if (parts.patronymic.empty()) name.set_patronymic(full->patronymic);
  if (full->is_uncertain) {
    cells_.Remark(
        parts.first.index(), full->why_uncertain,
        absl::StrCat("Taken for the family name «", name.family_name(), "» and the given name «",
                     name.given_name(), "»; correct the person where this is wrong."));
  }
  return name;
}

void RowReader::FinishNames() {
  v1::Person& person = row_.person;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const NameParts& parts : names_) {
    absl::optional<v1::PersonName> name = MakeName(parts, false);
    if (!name) continue;
    if (!seen.emplace(name->language(), name->script(), name->side()).second) continue;
    *person.add_names() = *std::move(name);
  }
  if (!latin_.empty()) {
    if (auto name = MakeName(latin_.front(), true)) {
      if (person.names().empty()) *person.add_names() = *name;
      *person.mutable_latin_name() = *std::move(name);
    }
  }
  row_.has_only_initials = !person.names().empty() && IsInitials(person.names(0).given_name());
  if (person.names().empty() && row_.person_name.empty() && row_.participant_id.empty()) {
    cells_.Add(0, v1::ImportReject::REJECTED,
               base::BadField("person.names", "must hold at least one name"),
               "Write the person's name, or leave the row out.");
  }
}

bool IsSameName(const v1::PersonName& a, const v1::PersonName& b) {
  return names::Fold(absl::StrCat(a.family_name(), " ", a.given_name(), " ", a.patronymic())) ==
         names::Fold(absl::StrCat(b.family_name(), " ", b.given_name(), " ", b.patronymic()));
}

// A list has no patronymic of the Latin spelling.
bool IsSameLatin(v1::PersonName latin, const v1::PersonName& said) {
  latin.clear_patronymic();
  return IsSameName(latin, said);
}

// What `said` changes in `text`.
void Apply(const std::string& said, std::string& text) {
  if (!said.empty() && !IsSameText(said, text)) text = said;
}

void Apply(const Texts& said, Texts& texts) {
  for (const v1::LocalizedText& each : said) {
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto& text) {
      return text.language() == each.language() && text.side() == each.side();
    });
    if (found == texts.end()) {
      *texts.Add() = each;
    } else {
      Apply(each.text(), *found->mutable_text());
    }
  }
}

// A list shows times to the second.
void Apply(const google::protobuf::Timestamp& said, google::protobuf::Timestamp& time) {
  if (said.seconds() != time.seconds()) time = said;
}

void Apply(const v1::Stay::Journey& said, v1::Stay::Journey& journey) {
  if (said.has_time()) Apply(said.time(), *journey.mutable_time());
  if (!said.carrier().empty()) Apply(said.carrier(), *journey.mutable_carrier());
  if (!said.number().empty()) Apply(said.number(), *journey.mutable_number());
  if (!said.place().empty()) Apply(said.place(), *journey.mutable_place());
}

void Apply(const v1::Stay& said, v1::Stay& stay) {
  if (said.has_arrival()) Apply(said.arrival(), *stay.mutable_arrival());
  if (said.has_departure()) Apply(said.departure(), *stay.mutable_departure());
  if (!said.hotel().empty()) Apply(said.hotel(), *stay.mutable_hotel());
  const bool is_same =
      std::equal(said.needs().begin(), said.needs().end(), stay.needs().begin(), stay.needs().end(),
                 [](const std::string& a, const std::string& b) { return IsSameText(a, b); });
  if (!said.needs().empty() && !is_same) *stay.mutable_needs() = said.needs();
}

void ApplyTitles(const Texts& said, const Texts& of_person, Texts& titles) {
  for (const v1::LocalizedText& each : said) {
    const auto in_language = [&](const v1::LocalizedText& text) {
      return text.language() == each.language() && text.side() == each.side();
    };
    const bool is_at_event = std::any_of(titles.begin(), titles.end(), in_language);
    const auto own = std::find_if(of_person.begin(), of_person.end(), in_language);
    if (!is_at_event && own != of_person.end() && IsSameText(own->text(), each.text())) continue;
    Texts one;
    *one.Add() = each;
    Apply(one, titles);
  }
}

void ApplyName(const v1::PersonName& said, bool may_rename, v1::Person& person) {
  auto& names = *person.mutable_names();
  const auto found = std::find_if(names.begin(), names.end(), [&](const v1::PersonName& name) {
    return name.language() == said.language() && name.script() == said.script() &&
           name.side() == said.side();
  });
  if (found == names.end()) {
    if (!IsInitials(said.given_name())) *names.Add() = said;
  } else if (may_rename && !IsInitials(said.given_name()) && !IsSameName(*found, said)) {
    *found = said;
  }
}

}  // namespace

ImportRow ReadParticipantRow(const interchange::TableRow& cells, const ListReading& reading,
                             bool repairs_lookalikes) {
  return RowReader(cells, reading, repairs_lookalikes).Read();
}

Identity Identify(const v1::ImportDecision* decision, v1::DuplicateHandling handling,
                  const std::vector<Lookalike>& lookalikes) {
  if (decision != nullptr && decision->create_new()) return {Identity::kNew, ""};
  std::vector<const Lookalike*> same;
  for (const Lookalike& each : lookalikes) {
    if (each.is_same) same.push_back(&each);
  }
  // Of several of one name the one who takes part is meant.
  if (same.size() > 1) {
    std::vector<const Lookalike*> here;
    std::copy_if(same.begin(), same.end(), std::back_inserter(here),
                 [](const Lookalike* each) { return each->takes_part; });
    if (here.size() == 1) same = here;
  }
  if (same.size() == 1) return {Identity::kPerson, same.front()->person};
  if (same.size() > 1) return {Identity::kQuestion, ""};
  const bool is_likely = !lookalikes.empty() && lookalikes.front().likeness >= kLikelySame;
  if (is_likely && handling != v1::CREATE_NEW) return {Identity::kQuestion, ""};
  return {Identity::kNew, ""};
}

void ApplyRow(const ImportRow& row, const v1::Person& person, v1::Participant& participant) {
  const v1::Participant& said = row.participant;
  if (row.Says(v1::CAPACITY)) participant.set_capacity(said.capacity());
  if (row.Says(v1::FUNCTIONS)) {
    const std::set<int> before(participant.functions().begin(), participant.functions().end());
    const std::set<int> after(said.functions().begin(), said.functions().end());
    if (before != after) *participant.mutable_functions() = said.functions();
  }
  ApplyTitles(said.titles(), person.job_titles(), *participant.mutable_titles());
  Apply(said.affiliations(), *participant.mutable_affiliations());
  if (row.Says(v1::PRECEDENCE)) participant.set_precedence(said.precedence());
  if (row.Says(v1::WAITING_RANK)) participant.set_waiting_rank(said.waiting_rank());
  if (row.Says(v1::LISTING_CONSENT)) participant.set_listing_consent(said.listing_consent());
  if (said.has_stay()) Apply(said.stay(), *participant.mutable_stay());
  if (!said.note().empty()) Apply(said.note(), *participant.mutable_note());
  for (const auto& [field, answer] : said.custom_values()) {
    Apply(answer, (*participant.mutable_custom_values())[field]);
  }
}

void ApplyRow(const ImportRow& row, bool is_by_id, v1::Person& person) {
  const v1::Person& said = row.person;
  for (const v1::PersonName& name : said.names()) ApplyName(name, is_by_id, person);
  if (said.has_latin_name() && !IsInitials(said.latin_name().given_name()) &&
      !IsSameLatin(person.latin_name(), said.latin_name())) {
    *person.mutable_latin_name() = said.latin_name();
  }
  if (!said.country_code().empty()) person.set_country_code(said.country_code());
  if (!said.languages().empty()) {
    const std::set<std::string> before(person.languages().begin(), person.languages().end());
    const std::set<std::string> after(said.languages().begin(), said.languages().end());
    if (before != after) *person.mutable_languages() = said.languages();
  }
  if (!said.work_email().empty()) Apply(said.work_email(), *person.mutable_work_email());
  if (!said.work_phone().empty()) Apply(said.work_phone(), *person.mutable_work_phone());
}

void ApplyAffiliations(const std::vector<v1::LocalizedText>& names, v1::Participant& participant) {
  Texts said;
  for (const v1::LocalizedText& name : names) {
    const bool is_there = std::any_of(said.begin(), said.end(), [&](const auto& text) {
      return text.language() == name.language() && text.side() == name.side();
    });
    if (!is_there) *said.Add() = name;
  }
  Apply(said, *participant.mutable_affiliations());
}

}  // namespace plenary::delegations
