#include "services/interchange/headings.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "services/interchange/field_names.h"
#include "services/interchange/heading_words.h"
#include "services/names/sound.h"

namespace plenary::interchange {
namespace {

// A heading of more words is a sentence, and what it mentions is not what it means.
constexpr size_t kMostWords = 12;

using Words = std::vector<std::string>;

bool IsHan(absl::string_view beginning) {
  return !beginning.empty() && static_cast<unsigned char>(beginning[0]) >= 0xE3;
}

bool IsIn(absl::string_view beginning, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return IsHan(beginning) ? absl::StrContains(word, beginning)
                            : absl::StartsWith(word, beginning);
  });
}

// How much of a heading a rule explains; nothing where it doesn't apply. Words outside brackets say
// what it is about, those inside only more of it.
absl::optional<size_t> FitOf(const HeadingRule& rule, const HeadingWords& heading,
                             const Words& all) {
  constexpr size_t kWhole = 1'000'000;
  constexpr size_t kWord = 1'000;
  if (rule.is_whole) {
    if (rule.beginnings != all) return absl::nullopt;
    return kWhole + rule.beginnings.size();
  }
  size_t fit = 0;
  bool is_about = heading.main.empty();
  for (const std::string& beginning : rule.beginnings) {
    if (!IsIn(beginning, all)) return absl::nullopt;
    if (IsIn(beginning, heading.main)) is_about = true;
    fit += (rule.is_weak ? 0 : kWord) + beginning.size();
  }
  if (!is_about) return absl::nullopt;
  return fit;
}

const HeadingRule* BestRule(const HeadingWords& heading, ListKind kind) {
  Words all = heading.main;
  all.insert(all.end(), heading.brackets.begin(), heading.brackets.end());
  if (all.size() > kMostWords) return nullptr;
  const HeadingRule* best = nullptr;
  size_t best_fit = 0;
  for (const HeadingRule& rule : HeadingRules()) {
    if (!IsOfList(rule.field, kind)) continue;
    const absl::optional<size_t> fit = FitOf(rule, heading, all);
    if (!fit || *fit <= best_fit) continue;
    best = &rule;
    best_fit = *fit;
  }
  return best;
}

template <class LocalizedTexts>
bool Says(const LocalizedTexts& texts, absl::string_view folded) {
  return std::any_of(texts.begin(), texts.end(), [&](const v1::LocalizedText& text) {
    return names::Fold(text.text()) == folded;
  });
}

// The field whose question the heading is, or whose id it ends with.
const v1::CustomField* CustomFieldOf(absl::string_view heading, const HeadingWords& words,
                                     const ListContext& context) {
  const std::string folded = names::Fold(heading);
  const v1::CustomField* found = nullptr;
  for (const v1::CustomField& field : context.custom_fields) {
    if (!words.id.empty() && field.id() == words.id) return &field;
    if (found == nullptr && Says(field.display_names(), folded)) found = &field;
  }
  return found;
}

// "Квота: участник", "участник", "Квота [participant]".
const v1::Category* CategoryOf(absl::string_view heading, const HeadingWords& words,
                               const ListContext& context) {
  const size_t colon = heading.find(':');
  const absl::string_view name =
      colon == absl::string_view::npos ? heading : heading.substr(colon + 1);
  const std::string folded = names::Fold(name);
  const v1::Category* found = nullptr;
  for (const v1::Category& category : context.categories) {
    const absl::string_view id =
        absl::string_view(category.name()).substr(category.name().rfind('/') + 1);
    if (!words.id.empty() && id == words.id) return &category;
    if (found == nullptr && (Says(category.display_names(), folded) || id == folded)) {
      found = &category;
    }
  }
  return found;
}

v1::ImportField InLatin(v1::ImportField field) {
  switch (field) {
    case v1::FULL_NAME:
      return v1::LATIN_FULL_NAME;
    case v1::FAMILY_NAME:
      return v1::LATIN_FAMILY_NAME;
    case v1::GIVEN_NAME:
      return v1::LATIN_GIVEN_NAME;
    default:
      return field;
  }
}

void SetLanguage(const HeadingWords& words, v1::ImportColumn& column) {
  if (words.is_latin) column.set_field(InLatin(column.field()));
  if (!HasLanguage(column.field())) return;
  column.set_language(words.language);
  column.set_script(words.script);
  column.set_side(words.side);
}

HeadingMeaning MeaningByRules(const HeadingWords& words, ListKind kind) {
  HeadingMeaning meaning;
  meaning.names_language = words.is_latin || !words.language.empty();
  const HeadingRule* const rule = BestRule(words, kind);
  if (rule == nullptr) return meaning;
  meaning.column.set_field(rule->field);
  meaning.is_weak = rule->is_weak;
  meaning.may_be_full = rule->may_be_full && !words.is_latin;
  meaning.is_passport = rule->is_passport;
  SetLanguage(words, meaning.column);
  return meaning;
}

bool IsWhole(const HeadingWords& words, ListKind kind) {
  const HeadingRule* const rule = BestRule(words, kind);
  return rule != nullptr && rule->is_whole;
}

}  // namespace

bool IsOfList(v1::ImportField field, ListKind kind) {
  switch (field) {
    case v1::IGNORED:
    case v1::ROW_NUMBER:
    case v1::ORGANIZATION:
    case v1::DELEGATION:
    case v1::COUNTRY:
    case v1::NOTE:
    case v1::STATE:
      return true;
    default:
      return (kind == ListKind::kDelegations) == (field >= v1::DELEGATION_NAME);
  }
}

bool HasLanguage(v1::ImportField field) {
  switch (field) {
    case v1::FULL_NAME:
    case v1::FAMILY_NAME:
    case v1::GIVEN_NAME:
    case v1::PATRONYMIC:
    case v1::JOB_TITLE:
    case v1::ORGANIZATION:
    case v1::JOB_TITLE_AND_ORGANIZATION:
    case v1::AFFILIATION:
    case v1::DELEGATION_NAME:
      return true;
    default:
      return false;
  }
}

HeadingMeaning MeaningOf(absl::string_view heading, const ListContext& context) {
  const HeadingWords words = WordsOfHeading(heading);
  HeadingMeaning meaning;
  const bool is_own_word = words.id.empty() && IsWhole(words, context.kind);
  if (context.kind == ListKind::kParticipants && !is_own_word) {
    if (const v1::CustomField* field = CustomFieldOf(heading, words, context)) {
      meaning.column.set_field(v1::CUSTOM_VALUE);
      meaning.column.set_custom_field(field->id());
      return meaning;
    }
  }
  if (context.kind == ListKind::kDelegations && !is_own_word) {
    if (const v1::Category* category = CategoryOf(heading, words, context)) {
      meaning.column.set_field(v1::QUOTA);
      meaning.column.set_category(category->name());
      return meaning;
    }
  }
  meaning = MeaningByRules(words, context.kind);
  // Seats of nobody knows which category.
  if (meaning.column.field() == v1::QUOTA) meaning.column.clear_field();
  return meaning;
}

std::string HeadingOf(const v1::ImportColumn& column, absl::string_view locale,
                      const ListContext& context) {
  const auto text_of = [&](const auto& texts) {
    std::string text;
    for (const v1::LocalizedText& one : texts) {
      if (text.empty() || one.language() == locale) text = one.text();
    }
    return text;
  };
  std::string name(FieldName(column.field(), locale));
  std::string id;
  for (const v1::CustomField& field : context.custom_fields) {
    if (column.field() != v1::CUSTOM_VALUE || field.id() != column.custom_field()) continue;
    name = text_of(field.display_names());
    id = field.id();
  }
  for (const v1::Category& category : context.categories) {
    if (column.field() != v1::QUOTA || category.name() != column.category()) continue;
    absl::StrAppend(&name, ": ", text_of(category.display_names()));
    id = category.name().substr(category.name().rfind('/') + 1);
  }
  if (id.empty()) {
    const bool is_latin =
        column.field() >= v1::LATIN_FULL_NAME && column.field() <= v1::LATIN_GIVEN_NAME;
    return absl::StrCat(
        name, LanguageSuffix(column.language(), column.script(), column.side(), is_latin, locale));
  }
  // Two questions may read the same, or like a field of every list: then the id tells.
  const v1::ImportColumn read = MeaningOf(name, context).column;
  const bool is_clear = read.field() == column.field() &&
                        read.custom_field() == column.custom_field() &&
                        read.category() == column.category();
  return is_clear ? name : absl::StrCat(name, " [", id, "]");
}

}  // namespace plenary::interchange
