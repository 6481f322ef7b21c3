#include "services/indicators/import_words_rules.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "services/indicators/text_rules.h"

namespace plenary::indicators {
namespace {

using Column = v1::FigureColumn;

// How folded texts begin that mean something, separated by bars.
template <class Meaning>
struct Words {
  Meaning meaning;
  const char* beginnings;
};

template <class Meaning, size_t kCount>
Meaning MeaningOf(absl::string_view text, const Words<Meaning> (&words)[kCount]) {
  const std::string folded = FoldedWords(text);
  for (const auto& [meaning, beginnings] : words) {
    for (const absl::string_view beginning : absl::StrSplit(beginnings, '|')) {
      if (absl::StartsWith(folded, beginning)) return meaning;
    }
  }
  return Meaning();
}

// An exporter stands before exports, which begin with the same letters.
constexpr Words<Column::Field> kHeadings[] = {
    {Column::COUNTRY, "стран|государств|краін|дзяржав|country|partner|国家|国别"},
    {Column::ORGANIZATION,
     "организац|экспортер|предприят|компани|арганізац|экспарцер|прадпрыемств|кампані|"
     "organization|organisation|exporter|company|组织|企业|出口企业"},
    {Column::PERIOD, "период|год|перыяд|period|year|时期|期间|年份|年度"},
    {Column::KIND, "вид|тип|від|тып|kind|type|类型|种类"},
    {Column::SOURCE, "источник|крыніц|source|来源"},
    {Column::STATUS, "статус|status|状态"},
    {Column::UNIT, "единиц|ед изм|адзінк|адз|unit|单位"},
    {Column::NOTE, "примечан|комментар|заўваг|каментар|note|comment|备注"},
    {Column::PUBLISH_DATE, "дата|опубликован|апублікаван|date|publish|发布|日期"},
    {Column::VALUE,
     "значени|сумма|объем|экспорт|показател|величин|значэнн|сума|аб'ем|паказчык|value|amount|"
     "figure|export|数值|金额|出口额|出口"},
};

constexpr Words<v1::Figure::Kind> kKinds[] = {
    {v1::Figure::ACTUAL, "факт|actual|实际"},
    {v1::Figure::TARGET, "план|цел|задани|мэт|заданн|target|plan|目标|计划"},
    {v1::Figure::FORECAST, "прогноз|прагноз|forecast|预测"},
};

constexpr Words<v1::Figure::Status> kStatuses[] = {
    {v1::Figure::PRELIMINARY, "предвар|папярэдн|prelim|初步"},
    {v1::Figure::FINAL, "оконч|канчатк|final|最终"},
    {v1::Figure::ILLUSTRATIVE, "иллюстр|ілюстр|illustr|示例"},
};

}  // namespace

Column::Field ReadHeading(absl::string_view heading) { return MeaningOf(heading, kHeadings); }

v1::Figure::Kind ReadKind(absl::string_view text) { return MeaningOf(text, kKinds); }

v1::Figure::Status ReadStatus(absl::string_view text) { return MeaningOf(text, kStatuses); }

}  // namespace plenary::indicators
